const answers = 200, "OK", 206
