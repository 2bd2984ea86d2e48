"""Age and sex as published values know them, in a module of their own so that settings load nothing else."""

from enum import StrEnum


class AgeBand(StrEnum):
    """Age in years."""

    EIGHTEEN = "18-19"
    TWENTIES = "20-29"
    THIRTIES = "30-39"
    FORTIES = "40-49"
    FIFTIES = "50-59"
    SIXTIES = "60-69"
    SEVENTIES = "70-79"
    EIGHTIES = "80+"


class Sex(StrEnum):
    """Sex, as the published values know it."""

    FEMALE = "female"
    MALE = "male"
