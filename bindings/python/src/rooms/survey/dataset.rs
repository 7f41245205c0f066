//! The survey object.

use super::answers::Tally;
use super::declaration::SurveyDeclaration;
use crate::columns::Column;
use crate::error::Reply;
use crate::long_work::{ProgressLike, attended, reporter};
use crate::mirror::Doubles;
use crate::rooms::assess_survey::SurveyAssessment;
use goodwill::assess::{SurveyAssessOptions, assess_survey};
use goodwill::quantity::Level;
use goodwill::survey as core;
use numpy::PyArray1;
use pyo3::prelude::*;

/// The answers of respondents to the items of a survey, as declared.
#[pyclass(frozen, module = "goodwill.survey")]
pub(crate) struct SurveyData(core::Survey);

fn doubles(py: Python<'_>, values: Vec<f64>) -> Doubles<'_> {
    Doubles(PyArray1::from_vec(py, values).into_any())
}

#[pymethods]
impl SurveyData {
    #[new]
    fn construct(
        py: Python<'_>,
        declaration: &SurveyDeclaration,
        headers: Vec<String>,
        columns: Vec<Bound<'_, PyAny>>,
    ) -> Reply<Self> {
        let columns: Vec<(String, Column)> = headers
            .into_iter()
            .zip(&columns)
            .map(|(header, column)| Column::read(&header, column).map(|column| (header, column)))
            .collect::<Reply<_>>()?;
        let survey = py.detach(|| {
            let given: Vec<_> = columns
                .iter()
                .map(|(header, column)| (header.as_str(), column.chunks.clone()))
                .collect();
            goodwill_arrow::column::survey(&declaration.0, &given)
        })?;
        Ok(Self(survey))
    }

    #[getter]
    fn respondents(&self) -> usize {
        self.0.respondents()
    }

    #[getter]
    fn declaration(&self) -> SurveyDeclaration {
        self.0.declaration().clone().into()
    }

    #[getter]
    fn items(&self) -> Vec<&str> {
        self.0.items().map(|item| item.name()).collect()
    }

    #[getter]
    fn groups(&self) -> Vec<&str> {
        self.0.group_names()
    }

    #[getter]
    fn is_weighted(&self) -> bool {
        self.0.is_weighted()
    }

    fn notes(&self) -> Vec<String> {
        self.0.notes()
    }

    fn role(&self, item: &str) -> Reply<&'static str> {
        Ok(goodwill::choice::Choice::name(self.0.item(item)?.role()))
    }

    fn tally(&self, py: Python<'_>, item: &str) -> Reply<Tally> {
        Ok(Tally(py.detach(|| self.0.tally(item))?))
    }

    fn values<'py>(&self, py: Python<'py>, item: &str) -> Reply<Doubles<'py>> {
        Ok(doubles(py, py.detach(|| self.0.values(item))?))
    }

    fn weights<'py>(&self, py: Python<'py>) -> Option<Doubles<'py>> {
        self.0.weights().map(|weights| doubles(py, weights))
    }

    fn by(&self, py: Python<'_>, group: &str) -> Reply<Vec<(String, Self)>> {
        let parts = py.detach(|| self.0.by(group))?;
        Ok(parts
            .groups
            .into_iter()
            .map(|part| (part.label, Self(part.survey)))
            .collect())
    }

    fn waves(&self, py: Python<'_>) -> Reply<Vec<(String, Self)>> {
        let parts = py.detach(|| self.0.waves())?;
        Ok(parts
            .groups
            .into_iter()
            .map(|part| (part.label, Self(part.survey)))
            .collect())
    }

    fn paired<'py>(
        &self,
        py: Python<'py>,
        item: &str,
        before: &str,
        after: &str,
    ) -> Reply<(Doubles<'py>, Doubles<'py>)> {
        let paired = py.detach(|| self.0.paired(item, before, after))?;
        Ok((doubles(py, paired.before), doubles(py, paired.after)))
    }

    fn assess(
        &self,
        py: Python<'_>,
        level: f64,
        progress: Option<ProgressLike<'_, '_>>,
    ) -> Reply<SurveyAssessment> {
        let level = Level::new("level", level)?;
        let report = reporter(py, progress)?;
        let assessment = attended(py, report.as_ref(), |desk| {
            let watch = desk.watch();
            assess_survey(&self.0, &SurveyAssessOptions { level, watch })
        })?;
        Ok(assessment.into())
    }
}

impl SurveyData {
    /// The survey itself.
    pub(crate) fn survey(&self) -> &core::Survey {
        &self.0
    }
}
