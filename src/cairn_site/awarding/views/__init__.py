"""The pages of the awarding app."""
