//! Axis scales: round ticks, and numbers as people write them.

/// A linear axis from data to drawing units.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    domain: (f64, f64),
    range: (f64, f64),
    step: f64,
}

impl Scale {
    /// An axis over `domain` widened to round ticks, about `ticks` of them.
    pub(crate) fn nice(domain: (f64, f64), range: (f64, f64), ticks: usize) -> Self {
        let (low, mut high) = domain;
        if high - low <= 0.0 {
            high = low + 1.0;
        }
        let rough = (high - low) / ticks as f64;
        let magnitude = 10f64.powf(rough.log10().floor());
        let step = magnitude
            * [1.0, 2.0, 2.5, 5.0, 10.0]
                .into_iter()
                .find(|nice| nice * magnitude >= rough * 0.999)
                .unwrap_or(10.0);
        let domain = ((low / step).floor() * step, (high / step - 1e-9).ceil() * step);
        Self { domain, range, step }
    }

    /// An axis over exactly this domain.
    pub(crate) fn fixed(domain: (f64, f64), range: (f64, f64), step: f64) -> Self {
        Self { domain, range, step }
    }

    /// Where `value` is drawn.
    pub(crate) fn at(&self, value: f64) -> f64 {
        let share = (value - self.domain.0) / (self.domain.1 - self.domain.0);
        self.range.0 + share * (self.range.1 - self.range.0)
    }

    /// The tick values.
    pub(crate) fn ticks(&self) -> impl Iterator<Item = f64> {
        let Self {
            domain: (low, high),
            step,
            ..
        } = *self;
        let count = ((high - low) / step).round() as usize;
        (0..=count).map(move |i| low + step * i as f64)
    }
}

/// How the numbers of a chart or a table are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// `0.472` → `47.2 %`.
    Percent,
    /// `0.35` → `35.0`: NPS in points.
    Points,
    /// `6696` → `6,696`.
    Count,
    /// `35.98` → `35.98`; large amounts lose their decimals.
    Amount,
    /// A plain number with as many digits as it needs.
    Number,
}

impl Format {
    /// A number in a sentence or a table.
    pub(crate) fn write(self, value: f64) -> String {
        if !value.is_finite() {
            return "–".into();
        }
        match self {
            Self::Percent => format!("{}%", signed(value * 100.0, 1)),
            Self::Points => signed(value * 100.0, 1),
            Self::Count => grouped(value, 0),
            Self::Amount => grouped(value, if value.abs() < 10_000.0 { 2 } else { 0 }),
            Self::Number => grouped(
                value,
                if value.abs() < 10.0 {
                    3
                } else {
                    usize::from(value.abs() < 1000.0)
                },
            ),
        }
    }

    /// A number on an axis: short.
    pub(crate) fn tick(self, value: f64) -> String {
        match self {
            Self::Percent | Self::Points => {
                let scaled = value * 100.0;
                let digits = usize::from((scaled - scaled.round()).abs() > 1e-6);
                let text = signed(scaled, digits);
                if self == Self::Percent { text + "%" } else { text }
            }
            Self::Count | Self::Amount | Self::Number => {
                let (divisor, suffix) = match value.abs() {
                    size if size >= 1e9 => (1e9, "bn"),
                    size if size >= 1e6 => (1e6, "m"),
                    size if size >= 1e4 => (1e3, "k"),
                    _ => (1.0, ""),
                };
                let short = value / divisor;
                let digits = [0, 1, 2].into_iter().find(|digits| {
                    let scale = 10f64.powi(*digits);
                    (short * scale - (short * scale).round()).abs() < 1e-6
                });
                grouped(short, digits.unwrap_or(2) as usize) + suffix
            }
        }
    }
}

/// A number with a true minus sign, and no "−0".
fn signed(value: f64, digits: usize) -> String {
    let text = format!("{:.digits$}", value.abs());
    let zero = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    if value < 0.0 && !zero {
        format!("−{text}")
    } else {
        text
    }
}

/// A number with thousands separated by commas.
fn grouped(value: f64, digits: usize) -> String {
    let text = signed(value, digits);
    let (sign, text) = text
        .strip_prefix('−')
        .map_or(("", text.as_str()), |rest| ("−", rest));
    let (whole, fraction) = text
        .split_once('.')
        .map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let mut out = String::from(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_cover_the_data() {
        let scale = Scale::nice((0.0, 87.0), (0.0, 100.0), 4);
        assert_eq!(scale.ticks().collect::<Vec<_>>(), [0.0, 25.0, 50.0, 75.0, 100.0]);
        assert_eq!(scale.at(50.0), 50.0);
        let scale = Scale::nice((-30.0, 110.0), (200.0, 0.0), 4);
        assert_eq!(
            scale.ticks().collect::<Vec<_>>(),
            [-50.0, 0.0, 50.0, 100.0, 150.0]
        );
        assert_eq!(Scale::nice((0.0, 0.0), (0.0, 1.0), 4).ticks().count(), 5);
    }

    #[test]
    fn numbers_as_people_write_them() {
        assert_eq!(Format::Count.write(6_696.0), "6,696");
        assert_eq!(Format::Amount.write(-1_234_567.8), "−1,234,568");
        assert_eq!(Format::Percent.write(0.4725), "47.2%");
        assert_eq!(Format::Points.write(-0.0001), "0.0");
        assert_eq!(Format::Amount.tick(12_500.0), "12.5k");
        assert_eq!(Format::Percent.tick(0.25), "25%");
        assert_eq!(Format::Count.write(f64::NAN), "–");
    }
}
