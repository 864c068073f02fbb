"""Values to places on a drawing: what stands where. The templates in `templates/charts/` do the drawing.

Every chart is a column of small pictures in a table that holds the same facts in words, so a reader who sees no picture
misses nothing. All pictures share one width, and those below one another share one scale of time.
"""
