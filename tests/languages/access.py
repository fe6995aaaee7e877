"""Papers in the languages of people: who may open what, and the language named."""

FOR_THE_DIRECTOR = {"languages:languages", "languages:language", "languages:review"}
ACTIONS = {"languages:review"}

ARGUMENTS = {
    "languages:language": lambda worker: ["ar"],
    "languages:review": lambda worker: ["ar", "hello"],
}
