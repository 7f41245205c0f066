//! Guards the accuracy of this room on the committed sample of reference points; `docs/numerics.md` tells how the
//! sample and the published table are made.

use super::super::numeric;

#[path = "../../tests/accuracy/measure.rs"]
mod measure;

#[test]
fn committed_points_keep_their_bounds() {
    let directory = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/accuracy/points");
    let measured = measure::measure_directory(&directory).expect("the sample is committed");
    let mut missed = Vec::new();
    for row in &measured {
        assert!(row.points >= 150, "{} has too few points", row.name);
        if !row.holds {
            missed.push(std::format!("{row} at {:?}", row.worst_at));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}
