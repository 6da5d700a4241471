this half is never read
