"""Web, worker and PostgreSQL killed in turn under load, in small; `make outages` takes its time."""

from bench.outages.__main__ import run


def test_nothing_is_lost_twice_or_stuck_whatever_is_killed(tmp_path):
    said = run(tmp_path / "copy", rounds=1, calm=0.5, with_registers=False)
    assert said["wrong"] == []
    found = said["found"]
    assert found["sales"] > 40
    assert found["receipts_in_the_chain"] > found["sales"]
    assert min(found["seats"], found["messages"]) > 10
    assert [victim["killed"] for victim in said["victims"]] == [1, 1, 1, 1]
