"""Tests of the commands that begin a session, in lines or on the screen."""
