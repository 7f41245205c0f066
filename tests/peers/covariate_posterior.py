"""Posterior moments of models with covariates, for the golden cases and tests: twenty made-up customers, some of whom came online.

NBD has three unknowns: sums over a fine grid of (ln r, ln alpha, gamma) are exact to all the digits printed. BG/NBD with a covariate
of both processes has seven: two million draws of a multivariate t, tuned to the posterior and weighted by importance.
The likelihoods are those of Fader & Hardie 2007, "Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD models".

python tests/peers/covariate_posterior.py
"""

import numpy as np
from scipy.special import gammaln

X = np.array([2, 1, 0, 0, 0, 7, 1, 0, 2, 0, 5, 0, 0, 0, 0, 0, 10, 1, 0, 3.0])
RECENCY = np.array(
    [30.43, 1.71, 0, 0, 0, 29.43, 5, 0, 35.71, 0, 24.43, 0, 0, 0, 0, 0, 34.14, 4.86, 0, 28.29]
)
TENURE = np.full(20, 38.86)
ONLINE = np.array([1, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1.0])


def gamma(shape, rate):
    """ln of the density of ln p, for a gamma prior of p."""
    return lambda theta: shape * theta - rate * np.exp(theta)


def normal(mean, sigma):
    return lambda x: -0.5 * ((x - mean) / sigma) ** 2


def positive(prior):
    """The prior of p as one of ln p."""
    return lambda theta: theta + prior(np.exp(theta))


def flat(x):
    return 0.0 * x


def nbd(priors, limits, points=100):
    """Mean and deviation of r, alpha, gamma; of the purchases in 26 of a customer online with x = 3, T = 40."""
    axes = [np.linspace(*limit, points) for limit in limits]
    ln_r, ln_alpha, slope = np.ix_(*axes)
    r = np.exp(ln_r)
    log = sum(prior(axis) for prior, axis in zip(priors, (ln_r, ln_alpha, slope), strict=True))
    for z in (0, 1):
        alpha = np.exp(ln_alpha - slope * z)
        for x, tenure in zip(X[ONLINE == z], TENURE[ONLINE == z]):
            log = log + gammaln(r + x) - gammaln(r) + r * np.log(alpha) - (r + x) * np.log(alpha + tenure)
    weight = np.exp(log - log.max())
    edges = [weight.take(end, axis=axis).max() for axis in range(3) for end in (0, -1)]
    assert max(edges) < 1e-9, edges
    weight /= weight.sum()
    next_26 = 26 * (r + 3) / (np.exp(ln_alpha - slope) + 40)
    for value in (r, np.exp(ln_alpha), slope, next_26):
        mean = (weight * value).sum()
        print("  ", f"{mean:.9g}, {np.sqrt((weight * (value - mean) ** 2).sum()):.9g}")


def bg_nbd(theta, priors):
    """ln of the posterior of (ln r, ln alpha, ln a, ln b, purchase.online, a.online, b.online), a column a point."""
    x, recency, tenure, z = X[:, None], RECENCY[:, None], TENURE[:, None], ONLINE[:, None]
    r = np.exp(theta[0])
    alpha, a, b = np.exp(theta[1] - theta[4] * z), np.exp(theta[2] + theta[5] * z), np.exp(theta[3] + theta[6] * z)
    common = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x)
    alive = -(r + x) * np.log(alpha + tenure)
    gone = np.log(a) - np.log(b + np.where(x > 0, x, 1) - 1) - (r + x) * np.log(alpha + recency)
    log = (common + np.logaddexp(alive, np.where(x > 0, gone, -np.inf))).sum(axis=0)
    return log + sum(prior(row) for prior, row in zip(priors, theta, strict=True))


def weighted(log_posterior, size, draws=50_000, rounds=40, freedom=6):
    """Mean and deviation of the parameters; their Monte Carlo error; effective draws."""
    random = np.random.default_rng(3)
    centre, root = np.zeros(size), np.eye(size)
    for tuning in range(8):
        theta, weight = one_round(log_posterior, centre, root, random, draws, freedom)
        weight /= weight.sum()
        centre = theta @ weight
        root = np.linalg.cholesky((theta - centre[:, None]) * weight @ (theta - centre[:, None]).T * 1.1)
    sums = []
    for _ in range(rounds):
        theta, weight = one_round(log_posterior, centre, root, random, draws, freedom)
        values = np.vstack([np.exp(theta[:4]), theta[4:]])
        sums.append([weight.sum(), weight @ weight, *(values @ weight), *(values**2 @ weight)])
    sums = np.array(sums)
    each = sums[:, 2 : 2 + size] / sums[:, :1]
    total = sums.sum(axis=0)
    mean = total[2 : 2 + size] / total[0]
    deviation = np.sqrt(total[2 + size :] / total[0] - mean**2)
    return mean, deviation, each.std(axis=0, ddof=1) / np.sqrt(rounds), total[0] ** 2 / total[1]


def one_round(log_posterior, centre, root, random, draws, freedom):
    size = len(centre)
    z = random.standard_normal((size, draws)) * np.sqrt(freedom / random.chisquare(freedom, draws))
    theta = centre[:, None] + root @ z
    log = log_posterior(theta) + 0.5 * (freedom + size) * np.log1p((z**2).sum(axis=0) / freedom)
    # One scale for all rounds, so that they can be added.
    return theta, np.exp(log - log_posterior(centre[:, None])[0])


if __name__ == "__main__":
    print("nbd, gamma(2, 1), gamma(2, 0.2), normal(0, 0.5): mean, deviation")
    nbd([gamma(2, 1), gamma(2, 0.2), normal(0, 0.5)], [(-6, 3), (-4, 5.5), (-3, 4)])
    print("nbd, log_flat, normal(10, 5), normal(1, 2)")
    nbd([flat, positive(normal(10, 5)), normal(1, 2)], [(-7, 4), (-6, 4), (-8, 11)])
    base = [gamma(2, 1), gamma(2, 0.2), gamma(2, 1), gamma(2, 1)]
    priors = base + [normal(0, 0.5)] * 3
    mean, deviation, error, worth = weighted(lambda theta: bg_nbd(theta, priors), 7)
    print("bg_nbd, gamma priors, normal(0, 0.5): mean, deviation, Monte Carlo error; effective draws", round(worth))
    for row in zip(mean, deviation, error):
        print("  ", ", ".join(f"{value:.6g}" for value in row))
