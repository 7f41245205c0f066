//! Quadrature of positive functions: Gauss–Legendre rules, and an integral over either side of a mode.
//!
//! Every rule integrates over the unit interval. [`unimodal`] reaches about 1e-15 of the integral whatever its width
//! beside the interval's: it works outwards from the mode in panels it halves until two rules agree, so a peak cannot
//! be stepped over, and stops where what is left is bounded below 1e-18 of what it has.

/// Nodes and weights of Gauss–Legendre rules on (0, 1), ascending; the shortest first.
pub const RULES: [&[(f64, f64)]; 8] = [
    &GAUSS_3, &GAUSS_4, &GAUSS_5, &GAUSS_6, &GAUSS_8, &GAUSS_12, &GAUSS_16, &GAUSS_20,
];

/// The shortest rule exact to a unit in the last place for a function that changes by a factor of `exp(size)` over the
/// panel and is as smooth as an exponential: the error of n nodes on `exp(z u)` is `z²ⁿ (n!)⁴ / ((2n + 1) (2n)!³)`.
#[must_use]
pub fn rule(size: f64) -> &'static [(f64, f64)] {
    const LARGEST: [f64; 7] = [0.02, 0.12, 0.35, 0.6, 2.0, 6.0, 10.0];
    let index = LARGEST.iter().position(|&largest| size <= largest);
    RULES[index.unwrap_or(LARGEST.len())]
}

/// `∫ f` over one panel from `from`, `width` wide (negative leftwards gives the positive area too).
#[must_use]
pub fn panel(rule: &[(f64, f64)], from: f64, width: f64, f: &impl Fn(f64) -> f64) -> f64 {
    let mut sum = 0.0;
    for &(node, weight) in rule {
        sum += weight * f(from + width * node);
    }
    sum * libm::fabs(width)
}

/// `∫ f` over `[from, to]` of a positive function that rises to `mode` and falls from there; scale it so that
/// `f(mode)` is about 1. `scale` is a guess of its width.
#[must_use]
pub fn unimodal(from: f64, mode: f64, to: f64, scale: f64, f: impl Fn(f64) -> f64) -> f64 {
    let right = outwards(mode, to - mode, scale, 0.0, &f);
    let both = outwards(mode, from - mode, scale, right, &f);
    right + both
}

/// `∫ f` from `from` over `length` (of either sign), of a function that falls that way. What is below 1e-18 of
/// `known`, another part of the same integral, is left out.
fn outwards(from: f64, length: f64, scale: f64, known: f64, f: &impl Fn(f64) -> f64) -> f64 {
    /// Agreement of 12 nodes with 20 to 1e-9 means 20 nodes are exact to about 1e-15.
    const AGREEMENT: f64 = 1e-9;
    /// Where rounding of `f` keeps two rules from agreeing, no further halving helps.
    const DEEPEST: u32 = 40;
    let whole = libm::fabs(length);
    let sign = if length < 0.0 { -1.0 } else { 1.0 };
    let mut width = scale.clamp(whole * 1e-12, whole);
    let mut sum = 0.0;
    let mut done = 0.0;
    let mut halvings = 0;
    while done < whole {
        let at = from + sign * done;
        let bound = f(at) * (whole - done);
        if bound <= 1e-18 * (sum + known) {
            break;
        }
        let last = width >= whole - done;
        let width_now = if last { whole - done } else { width };
        let fine = panel(&GAUSS_20, at, sign * width_now, f);
        let coarse = panel(&GAUSS_12, at, sign * width_now, f);
        let agrees = fine > 0.0 && libm::fabs(fine - coarse) <= AGREEMENT * fine;
        let negligible = f(at) * width_now <= 1e-18 * (sum + known);
        if agrees || negligible || halvings == DEEPEST {
            sum += fine;
            done = if last { whole } else { done + width_now };
            // Never so short that it would not move on.
            width = (2.0 * width_now).max(1e-10 * done);
            halvings = 0;
        } else {
            width = 0.5 * width_now;
            halvings += 1;
        }
    }
    sum
}

#[rustfmt::skip]
const GAUSS_3: [(f64, f64); 3] = [
    (0.11270166537925831, 0.2777777777777778),
    (0.5, 0.4444444444444444),
    (0.8872983346207417, 0.2777777777777778),
];

#[rustfmt::skip]
const GAUSS_4: [(f64, f64); 4] = [
    (0.06943184420297371, 0.17392742256872692),
    (0.33000947820757187, 0.32607257743127305),
    (0.6699905217924281, 0.32607257743127305),
    (0.9305681557970263, 0.17392742256872692),
];

#[rustfmt::skip]
const GAUSS_5: [(f64, f64); 5] = [
    (0.046910077030668004, 0.11846344252809454),
    (0.23076534494715845, 0.23931433524968324),
    (0.5, 0.28444444444444444),
    (0.7692346550528415, 0.23931433524968324),
    (0.953089922969332, 0.11846344252809454),
];

#[rustfmt::skip]
const GAUSS_6: [(f64, f64); 6] = [
    (0.03376524289842399, 0.08566224618958518),
    (0.16939530676686773, 0.1803807865240693),
    (0.38069040695840156, 0.23395696728634552),
    (0.6193095930415985, 0.23395696728634552),
    (0.8306046932331322, 0.1803807865240693),
    (0.966234757101576, 0.08566224618958518),
];

#[rustfmt::skip]
const GAUSS_8: [(f64, f64); 8] = [
    (0.019855071751231884, 0.05061426814518813),
    (0.10166676129318664, 0.11119051722668724),
    (0.2372337950418355, 0.15685332293894363),
    (0.4082826787521751, 0.181341891689181),
    (0.591717321247825, 0.181341891689181),
    (0.7627662049581645, 0.15685332293894363),
    (0.8983332387068134, 0.11119051722668724),
    (0.9801449282487681, 0.05061426814518813),
];

#[rustfmt::skip]
const GAUSS_12: [(f64, f64); 12] = [
    (0.009219682876640375, 0.023587668193255914),
    (0.04794137181476257, 0.05346966299765921),
    (0.11504866290284765, 0.08003916427167311),
    (0.2063410228566913, 0.10158371336153296),
    (0.3160842505009099, 0.1167462682691774),
    (0.43738329574426554, 0.12457352290670139),
    (0.5626167042557345, 0.12457352290670139),
    (0.6839157494990901, 0.1167462682691774),
    (0.7936589771433087, 0.10158371336153296),
    (0.8849513370971523, 0.08003916427167311),
    (0.9520586281852375, 0.05346966299765921),
    (0.9907803171233597, 0.023587668193255914),
];

#[rustfmt::skip]
const GAUSS_16: [(f64, f64); 16] = [
    (0.005299532504175033, 0.013576229705877048),
    (0.02771248846338371, 0.031126761969323947),
    (0.06718439880608412, 0.04757925584124639),
    (0.12229779582249849, 0.06231448562776694),
    (0.19106187779867811, 0.07479799440828837),
    (0.2709916111713863, 0.08457825969750127),
    (0.35919822461037054, 0.09130170752246179),
    (0.4524937450811813, 0.09472530522753425),
    (0.5475062549188188, 0.09472530522753425),
    (0.6408017753896295, 0.09130170752246179),
    (0.7290083888286137, 0.08457825969750127),
    (0.8089381222013219, 0.07479799440828837),
    (0.8777022041775016, 0.06231448562776694),
    (0.9328156011939158, 0.04757925584124639),
    (0.9722875115366163, 0.031126761969323947),
    (0.994700467495825, 0.013576229705877048),
];

#[rustfmt::skip]
const GAUSS_20: [(f64, f64); 20] = [
    (0.0034357004074525377, 0.008807003569576059),
    (0.018014036361043106, 0.02030071490019347),
    (0.04388278587433705, 0.031336024167054534),
    (0.0804415140888906, 0.04163837078835238),
    (0.1268340467699246, 0.05096505990862022),
    (0.1819731596367425, 0.059097265980759206),
    (0.24456649902458646, 0.06584431922458832),
    (0.3131469556422902, 0.07104805465919102),
    (0.38610707442917747, 0.07458649323630187),
    (0.46173673943325133, 0.07637669356536292),
    (0.5382632605667487, 0.07637669356536292),
    (0.6138929255708225, 0.07458649323630187),
    (0.6868530443577098, 0.07104805465919102),
    (0.7554335009754135, 0.06584431922458832),
    (0.8180268403632576, 0.059097265980759206),
    (0.8731659532300754, 0.05096505990862022),
    (0.9195584859111094, 0.04163837078835238),
    (0.956117214125663, 0.031336024167054534),
    (0.9819859636389568, 0.02030071490019347),
    (0.9965642995925474, 0.008807003569576059),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_integrate_polynomials_exactly() {
        for rule in RULES {
            let degree = 2 * rule.len() as i32 - 1;
            for power in [0, 1, degree - 1, degree] {
                let value = panel(rule, 0.0, 1.0, &|x| libm::pow(x, f64::from(power)));
                let exact = 1.0 / f64::from(power + 1);
                assert!(
                    (value - exact).abs() < 4e-16,
                    "{} nodes, x^{power}: {value}",
                    rule.len()
                );
            }
        }
    }

    #[test]
    fn shortest_rule_is_exact_for_its_size() {
        for step in 0..2000 {
            let size = 10.0 * f64::from(step) / 2000.0 + 1e-6;
            let value = panel(rule(size), 0.0, 1.0, &|x| libm::exp(-size * x));
            let exact = -libm::expm1(-size) / size;
            assert!((value / exact - 1.0).abs() < 1e-14, "{size}: {value} {exact}");
        }
    }

    #[test]
    fn finds_peaks_of_any_width() {
        for scale in [1e-5, 1e-3, 0.1, 1.0, 30.0] {
            for mode in [0.0, 0.3, 1.0] {
                // A Laplace density cut to [0, 1].
                let density = |x: f64| libm::exp(-libm::fabs(x - mode) / scale);
                for guess in [1e-6, 0.2, 50.0] {
                    let value = unimodal(0.0, mode, 1.0, guess, density);
                    let exact = -scale * (libm::expm1(-mode / scale) + libm::expm1((mode - 1.0) / scale));
                    // `x − mode` is only as exact as `x`.
                    assert!(
                        (value / exact - 1.0).abs() < 1e-14 + 1e-16 / scale,
                        "{scale} {mode} {guess}: {value} {exact}"
                    );
                }
            }
        }
    }
}
