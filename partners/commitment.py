"""What an organisation commits itself to before it sends us anybody. New words, new version."""

VERSION = "2026-1"

TEXT = """\
Notre organisme ne transmet au Pimms que ce qui sert à aider la personne, après l’avoir informée \
et avec son accord.
Nous n’écrivons ni donnée de santé, ni numéro de sécurité sociale, ni mot de passe, ni jugement \
sur la personne.
Chaque professionnel a son propre compte, ne le prête pas et garde son mot de passe pour lui.
Ce que nous apprenons de la suite donnée ne sert qu’à l’accompagnement de la personne.
Quand quelqu’un quitte notre organisme, nous mettons fin à son accès le jour même, et nous \
revoyons la liste de nos membres une fois par an.
Si une information a été vue par qui n’aurait pas dû la voir, nous prévenons le Pimms sans \
attendre."""


def paragraphs(text: str = TEXT) -> list[str]:
    return text.split("\n")
