"""The maker and the judges of the spoken recordings: `python -m voicing`."""
