"""The house at a glance: some days beside the same days a year before, and the day itself."""
