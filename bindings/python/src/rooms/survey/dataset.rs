//! The survey object.

use super::answers::Tally;
use super::declaration::SurveyDeclaration;
use crate::choice::Pick;
use crate::columns::Column;
use crate::error::Reply;
use crate::long_work::{ProgressLike, attended, reporter};
use crate::mirror::Doubles;
use crate::rooms::assess_survey::{
    CurveSection, DriverSection, ImportanceSection, KanoFeature, LoyaltyShares, SurveyAssessment,
};
use goodwill::Error;
use goodwill::assess::{self as sections, SurveyAssessOptions, assess_survey};
use goodwill::quantity::Level;
use goodwill::survey::{self as core, ItemRole};
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

    fn item_of(&self, role: Pick<'_, ItemRole>) -> Reply<&str> {
        Ok(self.0.item_of(role.get("role")?)?.name())
    }

    fn tallies(&self, py: Python<'_>) -> Reply<Vec<(String, Tally)>> {
        let tally = |item: core::SurveyItem<'_>| Ok((item.name().to_owned(), Tally(item.tally()?)));
        let items = || self.0.items().filter(|item| item.scale().is_some());
        Ok(py.detach(|| items().map(tally).collect::<Result<_, Error>>())?)
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

    fn kano(&self, py: Python<'_>, level: f64) -> Reply<Vec<KanoFeature>> {
        let features = self.part(py, level, sections::KanoFeature::all)?;
        Ok(features.into_iter().map(KanoFeature).collect())
    }

    fn importance(&self, py: Python<'_>, level: f64) -> Reply<ImportanceSection> {
        Ok(self.part(py, level, sections::ImportanceSection::of)?.into())
    }

    fn drivers(&self, py: Python<'_>, level: f64) -> Reply<DriverSection> {
        let section = self.part(py, level, sections::DriverSection::of)?;
        Ok(DriverSection(section.into()))
    }

    fn satisfaction_curve(&self, py: Python<'_>, level: f64) -> Reply<CurveSection> {
        Ok(self.part(py, level, sections::CurveSection::of)?.into())
    }

    fn loyalty(&self, py: Python<'_>, level: f64) -> Reply<LoyaltyShares> {
        Ok(self.part(py, level, sections::LoyaltyShares::of)?.into())
    }
}

impl SurveyData {
    /// A part of the assessment, by itself.
    fn part<T: Send>(
        &self,
        py: Python<'_>,
        level: f64,
        say: fn(&core::Survey, &SurveyAssessOptions) -> Result<T, Error>,
    ) -> Reply<T> {
        let level = Level::new("level", level)?;
        attended(py, None, |desk| {
            let watch = desk.watch();
            say(&self.0, &SurveyAssessOptions { level, watch })
        })
    }

    /// The survey itself.
    pub(crate) fn survey(&self) -> &core::Survey {
        &self.0
    }
}
