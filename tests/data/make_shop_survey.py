"""Writes shop_survey.csv and shop_survey_long.csv: a made-up customer survey as a web form exports it, the same on
every machine. shop_survey.toml says what its columns are.

600 questionnaires in two waves: 360 in the spring, 240 in the autumn, of which 200 by respondents of the spring. Headers
are the questions. Two of three respondents answer in Chinese, the others in English. Each has a leaning that all answers
scatter around; the autumn is a little better, the region 华北 a little worse. About one answer in thirty is missing: an
empty cell, 98 ("does not apply") or 99 ("no answer"). Four answers are off their scale.

shop_survey_long.csv holds the answers to three of the questions in the long form: a row for each answer.
"""

import csv
import random
from pathlib import Path

draw = random.Random(20240520)
HERE = Path(__file__).parent

SATISFIED = {
    "zh": ["非常不满意", "不满意", "一般", "满意", "非常满意"],
    "en": ["Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"],
}
AGREE = {
    "zh": ["非常不同意", "不同意", "一般", "同意", "非常同意"],
    "en": ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"],
}
IMPORTANT = {
    "zh": ["完全不重要", "不太重要", "一般", "重要", "非常重要"],
    "en": ["Not at all important", "Not very important", "Somewhat important", "Important", "Very important"],
}
FEELING = {
    "zh": ["我很喜欢", "理应如此", "无所谓", "勉强接受", "我不喜欢"],
    "en": ["I like it", "I expect it", "I am neutral", "I can live with it", "I dislike it"],
}
REGIONS = {"华东": "East", "华北": "North", "华南": "South"}
ATTRIBUTES = ["商品质量", "配送速度", "价格", "客服"]
DIMENSIONS = ["有形性", "可靠性", "响应性", "保证性", "移情性"]
FEATURES = ["当日送达", "免费退货"]

RECOMMEND = "您有多大可能向朋友或同事推荐我们？（0–10）"
OVERALL = "总的来说，您对我们的满意程度如何？"
TRUST = ["我信任这家商店", "这家商店说到做到", "我常常对这家商店感到失望"]
INDEX = ["总体满意度（1–10）", "与期望相比（1–10）", "与理想商店相比（1–10）"]

HEADER = (
    ["答卷编号", "调查期", "所用时间（秒）", "您所在的地区", "权重", RECOMMEND, OVERALL]
    + ["您会再次在这里购买", "这次购物对您来说有多费力？（1–7）"]
    + [f"{attribute}：重要程度" for attribute in ATTRIBUTES]
    + [f"{attribute}：满意程度" for attribute in ATTRIBUTES]
    + TRUST
    + [f"{dimension}：优秀的商店应该做到（1–7）" for dimension in DIMENSIONS]
    + [f"{dimension}：我们做到了（1–7）" for dimension in DIMENSIONS]
    + [text for feature in FEATURES for text in (f"如果提供{feature}，您感觉如何？", f"如果不提供{feature}，您感觉如何？")]
    + INDEX
    + ["您原来期望的价值（0–10）", "您实际感受的价值（0–10）", "还有什么想告诉我们？"]
)


def missing():
    return draw.choice(["", "", "98", "99"]) if draw.random() < 0.03 else None


def on(low, high, centre, spread):
    """A number of the scale around a centre from 0 to 1."""
    return min(high, max(low, round(low + (high - low) * centre + draw.gauss(0, spread))))


def number(low, high, centre, spread):
    gone = missing()
    return str(on(low, high, centre, spread)) if gone is None else gone


def word(labels, language, centre, spread=0.8):
    gone = missing()
    return labels[language][on(1, 5, centre, spread) - 1] if gone is None else gone


def feeling(language, shares):
    gone = missing()
    return draw.choices(FEELING[language], shares)[0] if gone is None else gone


def questionnaire(respondent, wave, person):
    language, region, weight, leaning = person
    centre = leaning + (0.05 if wave == "2024 秋" else 0.0) - (0.08 if region == "华北" else 0.0)
    strengths = [0.12, -0.12, -0.02, 0.05]
    weights = [0.9, 0.85, 0.7, 0.5]
    row = [respondent, wave, str(max(20, round(draw.gauss(240, 80))))]
    row += [region if language == "zh" else REGIONS[region], weight]
    row += [number(0, 10, centre + 0.08, 1.4), word(SATISFIED, language, centre)]
    row += [word(AGREE, language, centre + 0.05), number(1, 7, 1 - centre, 1.2)]
    row += [word(IMPORTANT, language, weight_of) for weight_of in weights]
    row += [word(SATISFIED, language, centre + strength) for strength in strengths]
    row += [word(AGREE, language, centre), word(AGREE, language, centre), word(AGREE, language, 1 - centre)]
    expected = [0.7, 0.9, 0.85, 0.8, 0.65]
    row += [number(1, 7, high, 0.7) for high in expected]
    row += [number(1, 7, high + (centre - 0.75) * 0.8, 0.9) for high in expected]
    row += [feeling(language, [60, 8, 25, 5, 2]), feeling(language, [1, 6, 50, 28, 15])]
    row += [feeling(language, [15, 60, 20, 3, 2]), feeling(language, [1, 3, 12, 14, 70])]
    row += [number(1, 10, centre + 0.04, 1.0), number(1, 10, centre - 0.02, 1.1), number(1, 10, centre - 0.06, 1.2)]
    wanted = on(5, 9, 0.5, 1.2)
    row += [str(wanted), str(min(10, max(0, round(wanted + (centre - 0.68) * 6 + draw.gauss(0, 1)))))]
    row += [draw.choice(["", "", "", "送货快一点就好了", "Nice shop, thanks"])]
    return row


people = {}
for place in range(1, 401):
    language = draw.choices(["zh", "en"], [2, 1])[0]
    region = draw.choices(list(REGIONS), [5, 3, 2])[0]
    weight = {"华东": "0.8", "华北": "1.1", "华南": "1.35"}[region]
    people[f"R{place:04d}"] = (language, region, weight, min(0.95, max(0.15, draw.gauss(0.68, 0.15))))

names = list(people)
rows = [questionnaire(name, "2024 春", people[name]) for name in names[:360]]
rows += [questionnaire(name, "2024 秋", people[name]) for name in names[160:]]
# Typed by hand, and off the scale.
rows[17][HEADER.index(RECOMMEND)] = "11"
rows[203][HEADER.index(RECOMMEND)] = "100"
rows[88][HEADER.index(INDEX[0])] = "0"
rows[431][HEADER.index(OVERALL)] = "说不清"

with (HERE / "shop_survey.csv").open("w", newline="", encoding="utf-8") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(HEADER)
    out.writerows(rows)

with (HERE / "shop_survey_long.csv").open("w", newline="", encoding="utf-8") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(["respondent", "wave", "region", "weight", "question", "answer"])
    for row in rows:
        for question in [RECOMMEND, OVERALL, TRUST[2]]:
            out.writerow([row[0], row[1], row[3], row[4], question, row[HEADER.index(question)]])
