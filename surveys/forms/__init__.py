"""The forms of surveys: writing one, handing it out, answering it."""
