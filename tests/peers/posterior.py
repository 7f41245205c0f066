"""Posterior moments by quadrature and by a sampler of its own, for the numbers of the posterior tests and golden cases.

The sBG posterior has two parameters: sums over a fine grid of (ln alpha, ln beta) are exact to all the digits printed. The
BG/NBD posterior of CDNOW (days/7) has four: 40,000 draws of a multivariate t around the mode, weighted by importance.

python tests/peers/posterior.py
"""

import csv
from datetime import date
from pathlib import Path

import numpy as np
from scipy import optimize
from scipy.special import betaln, gammaln

DATA = Path(__file__).parents[1] / "data"
HIGH_END = np.array([1000.0, 869, 743, 653, 593, 551, 517, 491])


def sbg(prior, power=900):
    """(mean, sd, 2.5 % and 97.5 % quantiles) of alpha and beta; mean and sd of the survival to period 12."""
    # P(churn at t) = B(alpha + 1, beta + t - 1) / B(alpha, beta), S(t) = B(alpha, beta + t) / B(alpha, beta)
    theta_a = np.linspace(-3, 3, power)[:, None]
    theta_b = np.linspace(-2, 4.5, power)[None, :]
    a, b = np.exp(theta_a), np.exp(theta_b)
    churned = -np.diff(HIGH_END)
    log = HIGH_END[-1] * betaln(a, b + 7) - 1000 * betaln(a, b)
    for t, count in enumerate(churned, 1):
        log = log + count * betaln(a + 1, b + t - 1)
    log = log + prior(a, theta_a) + prior(b, theta_b)
    weight = np.exp(log - log.max())
    weight /= weight.sum()
    # Without a prior the ridge to the geometric distribution never ends: exp(-25.8) of the mode, for ever. It is cut off.
    assert max(weight[0].max(), weight[-1].max(), weight[:, 0].max(), weight[:, -1].max()) < 1e-9 * weight.max()
    rows = []
    for value, axis in ((a, 1), (b, 0)):
        marginal = weight.sum(axis=axis)
        value = value.ravel()
        mean = float(marginal @ value)
        sd = float(np.sqrt(marginal @ (value - mean) ** 2))
        # The trapezoid's distribution function, inverted linearly in the logarithm.
        cdf = np.cumsum(marginal) - 0.5 * marginal
        rows.append([mean, sd, *np.exp(np.interp([0.025, 0.975], cdf, np.log(value)))])
    survival = np.exp(betaln(a, b + 12) - betaln(a, b))
    mean = float((weight * survival).sum())
    rows.append([mean, float(np.sqrt((weight * (survival - mean) ** 2).sum()))])
    return rows


def cdnow():
    """Frequency, recency, T in weeks of the sample up to 1997-09-30."""
    end = date(1997, 9, 30)
    days = {}
    with open(DATA / "cdnow_sample.csv") as file:
        for row in csv.DictReader(file):
            text = row["date"]
            day = date(int(text[:4]), int(text[4:6]), int(text[6:8]))
            if day <= end:
                days.setdefault(row[next(iter(row))], set()).add(day)
    rows = [(len(d) - 1, (max(d) - min(d)).days / 7, (end - min(d)).days / 7) for d in days.values()]
    triples, counts = np.unique(np.array(rows), axis=0, return_counts=True)
    return (*triples.T, counts.astype(float))


def bg_nbd(x, recency, tenure, count):
    """Importance sampling with 40,000 draws of a multivariate t around the mode, flat in the logarithms."""

    def log_likelihood(theta):
        r, alpha, a, b = np.exp(theta)
        seen = x > 0
        common = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
        alive = gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x) - (r + x) * np.log(alpha + tenure)
        y = np.where(seen, x, 1)
        gone = (
            np.log(a) - np.log(b + y - 1) + gammaln(a + b) + gammaln(b + y) - gammaln(b) - gammaln(a + b + y)
            - (r + x) * np.log(alpha + recency)
        )
        return float(count @ (common + np.logaddexp(alive, np.where(seen, gone, -np.inf))))

    mode = optimize.minimize(
        lambda t: -log_likelihood(t), np.log([0.24, 4.4, 0.8, 2.4]), method="Nelder-Mead",
        options={"xatol": 1e-9, "fatol": 1e-9, "maxiter": 5000},
    ).x
    h, unit = 1e-3, np.eye(4)
    hessian = np.empty((4, 4))
    for i in range(4):
        for j in range(4):
            step = [(1, 1), (1, -1), (-1, 1), (-1, -1)]
            hessian[i, j] = sum(s * t * log_likelihood(mode + h * (s * unit[i] + t * unit[j])) for s, t in step) / (4 * h * h)
    lower = np.linalg.cholesky(np.linalg.inv(-hessian))
    random = np.random.default_rng(1)
    draws, freedom = DRAWS, 8
    z = random.standard_normal((draws, 4)) * np.sqrt(freedom / random.chisquare(freedom, draws))[:, None]
    theta = mode + z @ lower.T
    ratio = np.array([log_likelihood(t) for t in theta]) + 0.5 * (freedom + 4) * np.log1p((z**2).sum(1) / freedom)
    weight = np.exp(ratio - ratio.max())
    weight /= weight.sum()
    p = np.exp(theta)
    mean = weight @ p
    sd = np.sqrt(weight @ (p - mean) ** 2)
    error = np.sqrt(weight**2 @ (p - mean) ** 2)
    return mean, sd, error, 1 / (weight**2).sum()


DRAWS = 40_000
FEW = (
    [2, 1, 0, 0, 0, 7, 1, 0, 2, 0, 5, 0, 0, 0, 0, 0, 10, 1, 0, 3],
    [30.43, 1.71, 0, 0, 0, 29.43, 5, 0, 35.71, 0, 24.43, 0, 0, 0, 0, 0, 34.14, 4.86, 0, 28.29],
    [38.86] * 20,
)


def few():
    """BG/NBD of twenty customers with gamma(2, 1) priors on r, a, b and gamma(2, 0.2) on alpha: two million weighted draws."""
    x, recency, tenure = (np.array(column, float)[:, None] for column in FEW)
    shape, rate = np.array([2, 2, 2, 2.0]), np.array([1, 0.2, 1, 1.0])

    def log_posterior(theta):
        r, alpha, a, b = np.exp(theta)[:, None, :]
        common = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x)
        alive = -(r + x) * np.log(alpha + tenure)
        gone = np.log(a) - np.log(b + np.where(x > 0, x, 1) - 1) - (r + x) * np.log(alpha + recency)
        likelihood = (common + np.logaddexp(alive, np.where(x > 0, gone, -np.inf))).sum(axis=0)
        return likelihood + shape @ theta - rate @ np.exp(theta)

    mode = optimize.minimize(
        lambda t: -log_posterior(t[:, None])[0], np.zeros(4), method="Nelder-Mead", options={"maxiter": 5000, "xatol": 1e-7}
    ).x
    random = np.random.default_rng(2)
    freedom, sums = 5, 0
    for _ in range(40):
        z = random.standard_normal((4, 50_000)) * np.sqrt(freedom / random.chisquare(freedom, 50_000))
        theta = mode[:, None] + 0.7 * z
        weight = np.exp(
            log_posterior(theta) - log_posterior(mode[:, None]) + 0.5 * (freedom + 4) * np.log1p((z**2).sum(0) / freedom)
        )
        p = np.exp(theta)
        sums = sums + np.array([weight @ np.ones(50_000), weight @ weight, *(p @ weight), *(p**2 @ weight)])
    mean = sums[2:6] / sums[0]
    return mean, np.sqrt(sums[6:] / sums[0] - mean**2), sums[0] ** 2 / sums[1]


if __name__ == "__main__":
    priors = {
        "log_flat": lambda p, theta: 0.0 * theta,
        "gamma(2, 1)": lambda p, theta: 2 * theta - p,
    }
    for name, prior in priors.items():
        print("sbg", name)
        for row in sbg(prior):
            print("  ", ", ".join(f"{value:.9g}" for value in row))
    mean, sd, worth = few()
    print("bg_nbd of twenty customers, gamma priors: mean, sd; effective draws", round(worth))
    for row in zip(mean, sd):
        print("  ", ", ".join(f"{value:.6g}" for value in row))
    mean, sd, error, worth = bg_nbd(*cdnow())
    print("bg_nbd log_flat: mean, sd, Monte Carlo error of the mean; effective draws", round(worth))
    for row in zip(mean, sd, error):
        print("  ", ", ".join(f"{value:.6g}" for value in row))
