const word = "a", "b"
