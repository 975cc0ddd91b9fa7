latest = { $
