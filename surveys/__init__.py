"""The residents' survey: questionnaires, campaigns, answers without names, what they say."""
