"""What cannot be read is answered in a sentence, wherever it was sent."""

import pytest

MANY = "&".join(f"a{rank}=1" for rank in range(2000))


@pytest.mark.parametrize("where", ["/nulle-part/", "/compte/login/", "/personnes/nouvelle/"])
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (MANY, "application/x-www-form-urlencoded"),
        (b"--limit\r\n\r\n", "multipart/form-data"),
    ],
    ids=["two thousand fields", "no boundary"],
)
@pytest.mark.parametrize("role", ["nobody", "counsellor"])
def test_a_form_that_cannot_be_read_is_told_so(client, sign_in, where, body, kind, role):
    if role != "nobody":
        sign_in(role)
    answer = client.forge(where, body, content_type=kind)
    assert answer.status_code == 400
    assert "Demande illisible" in answer.content.decode()
