"""The home page, and what says that we are there: who may open it."""

PUBLIC = {"health", "accessibility", "privacy"}
FOR_EVERYBODY = {"home"}
