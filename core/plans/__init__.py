"""A plan document's lines become a proposed campaign and its findings. Rules, not guesses; every value is quoted."""
