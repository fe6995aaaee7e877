"""Organisations that were renamed: registers, and people, go on saying the old name."""

# As `pimms_fold` writes them.
RENAMED = {"pole emploi": "france travail", "anpe": "france travail"}


def today(key: str) -> str:
    """The folded name as the organisation is called today."""
    for former, name in RENAMED.items():
        key = _instead(key, former, name)
    return key


def spellings(key: str) -> list[str]:
    """The folded name as it is written, as it is called today, and as it was called before."""
    now = today(key)
    before = (_instead(now, name, former) for former, name in RENAMED.items())
    return list(dict.fromkeys([key, now, *before]))


def _instead(key: str, old: str, new: str) -> str:
    return f" {key} ".replace(f" {old} ", f" {new} ").strip()
