"""The pipeline page: board, list and forecast of deals, and the panel of one deal."""
