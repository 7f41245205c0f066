"""Writes survey_example.csv: 400 made-up respondents, the same on every machine.

Expected value is a number from 5 to 9; what was perceived scatters around it, a little below; willingness to
recommend follows what was perceived. About one answer in forty is missing.
"""

import csv
import random
from pathlib import Path

draw = random.Random(1997)


def answer(value, low, high):
    return "" if draw.random() < 0.025 else min(high, max(low, round(value)))


with Path(__file__).with_name("survey_example.csv").open("w", newline="") as file:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["respondent", "recommend", "perceived", "expected"])
    for respondent in range(1, 401):
        expected = draw.randint(5, 9)
        perceived = expected + draw.gauss(-0.2, 1.4)
        recommend = perceived + draw.gauss(1.1, 1.6)
        rows.writerow([respondent, answer(recommend, 0, 10), answer(perceived, 1, 10), answer(expected, 1, 10)])
