"""Pictures and a recording of the program, made from the program itself."""
