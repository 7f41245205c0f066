//! Every chart of answers with awkward data, to be looked at: `GOODWILL_GALLERY=page.html cargo test -p goodwill-report gallery`.

use super::*;

fn diverging_rows() -> Vec<Answers> {
    let rows: [(&str, &[f64]); 5] = [
        ("Product quality 产品质量", &[0.03, 0.07, 0.2, 0.45, 0.25]),
        (
            "How satisfied are you with the after-sales service of our branch? 售后服务",
            &[0.2, 0.3, 0.3, 0.15, 0.05],
        ),
        ("Price 价格", &[0.0, 0.0, 1.0, 0.0, 0.0]),
        ("Staff (1–4)", &[0.1, 0.2, 0.3, 0.4]),
        (
            "Recommendation (0–10)",
            &[0.02, 0.01, 0.03, 0.04, 0.05, 0.1, 0.1, 0.15, 0.2, 0.15, 0.15],
        ),
    ];
    rows.map(|(label, shares)| Answers {
        label: label.into(),
        shares: shares.to_vec(),
        n: 12_345,
    })
    .into()
}

fn spots() -> Vec<Spot> {
    let at = [
        (0.8, 0.7),
        (0.79, 0.69),
        (0.2, 0.75),
        (0.7, 0.1),
        (0.15, 0.12),
        (0.5, 0.5),
        (0.98, 0.97),
        (0.02, 0.01),
    ];
    at.iter()
        .enumerate()
        .map(|(i, &(x, y))| Spot {
            label: [
                "Delivery 配送",
                "Packaging",
                "After-sales service 售后服务",
                "Price",
                "Hotline",
                "App",
                "Quality 质量",
                "Catalogue",
            ][i]
                .into(),
            mark: if i % 2 == 0 { "87%".into() } else { String::new() },
            class: ["c1", "c2", "c3", "c4"][i % 4],
            x,
            y,
            x_interval: (x - 0.05, x + 0.05),
            y_interval: (y - 0.04, if i == 3 { f64::NAN } else { y + 0.06 }),
            note: String::new(),
        })
        .collect()
}

fn whisker(label: &str, value: f64, half: f64) -> Whisker {
    Whisker {
        label: label.into(),
        value,
        interval: (value - half, value + half),
    }
}

fn drawings() -> Vec<Markup> {
    let axis = |name| Axis {
        name,
        format: Format::Percent,
        domain: Some((0.0, 1.0)),
        cross: 0.5,
    };
    let (across, up) = (axis("worse if absent"), axis("better if present"));
    let cell = |name: &str, share: f64| Cell {
        name: name.into(),
        share,
        interval: (share - 0.03, share + 0.03),
    };
    let points: Vec<Point> = (1..=10)
        .map(|x| Point {
            x: f64::from(x),
            y: 0.1 + 0.08 * f64::from(x),
            interval: (0.05 * f64::from(x), 0.2 + 0.09 * f64::from(x)),
            n: 30,
        })
        .collect();
    let zone = |name: &str, from, to| Zone {
        name: name.into(),
        from,
        to,
    };
    vec![
        net_score(
            "NPS",
            &[
                ("promoters 推荐者 (9–10)", "c3", 0.5),
                ("passives (7–8)", "c6", 0.47),
                ("detractors (0–6)", "c4", 0.03),
            ],
            &whisker("NPS", 0.47, 0.09),
        ),
        diverging(
            "Answers",
            &diverging_rows(),
            ("very dissatisfied", "very satisfied"),
        ),
        map(
            "Kano",
            &spots(),
            (&across, &up),
            [
                "delighters 魅力",
                "performance 期望",
                "basic 基本",
                "indifferent 无差异",
            ],
            &[("M", "c4"), ("O", "c1")],
        ),
        bars(
            "Drivers",
            &[
                whisker("Quality 质量", 0.31, 0.05),
                whisker("Service", 0.12, 0.2),
                whisker("Price", -0.04, 0.01),
            ],
            Format::Percent,
        ),
        zones(
            "Satisfaction and loyalty",
            &points,
            &[("c2", points.iter().map(|point| (point.x, point.y)).collect())],
            &[
                zone("defection 背叛区", 1.0, 3.5),
                zone("indifference 无差异区", 3.5, 7.5),
                zone("affection", 7.5, 10.0),
            ],
            ("satisfaction", "would buy again"),
            Format::Percent,
        ),
        matrix(
            "Loyalty",
            &[
                (
                    "high 高",
                    vec![cell("loyalty 忠诚", 0.41), cell("latent loyalty 潜在忠诚", 0.22)],
                ),
                (
                    "low",
                    vec![cell("spurious loyalty 虚假忠诚", 0.3), cell("no loyalty", 0.07)],
                ),
            ],
            &["high repeat", "low repeat"],
            ("repeat purchase", "attitude"),
        ),
    ]
}

#[test]
fn nothing_is_drawn_nowhere() {
    let drawings = drawings();
    let page = html! {
        html { head { meta charset="utf-8"; style { (maud::PreEscaped(include_str!("../style.css"))) } }
            body { div.charts { @for drawing in &drawings { figure { (drawing) } } } } }
    };
    for drawing in &drawings {
        let text = &drawing.0;
        assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
        assert!(!text.contains("width=\"-"), "{text}");
    }
    if let Ok(file) = std::env::var("GOODWILL_GALLERY") {
        std::fs::write(file, page.into_string()).expect("the gallery can be written");
    }
}
