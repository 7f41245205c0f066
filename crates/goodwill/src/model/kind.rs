//! Which model.

use crate::choice::choice;

choice! { "model",
    /// A model by its standard name.
    ModelKind {
        /// Shifted beta-geometric: renewals (Fader and Hardie 2007).
        Sbg = 1, "sbg";
        /// Beta-discrete-Weibull: renewals whose churn drifts with age (Fader, Hardie, Liu, Davin and Steenburgh 2018).
        Bdw = 2, "bdw";
        /// Negative binomial: purchases of customers who never leave (Ehrenberg 1959).
        Nbd = 3, "nbd";
        /// Beta-geometric/NBD (Fader, Hardie and Lee 2005).
        BgNbd = 4, "bg_nbd";
        /// Modified beta-geometric/NBD (Batislam, Denizel and Filiztekin 2007; Hoppe and Wagner 2007).
        MbgNbd = 5, "mbg_nbd";
        /// Pareto/NBD (Schmittlein, Morrison and Colombo 1987).
        ParetoNbd = 6, "pareto_nbd";
        /// Beta-geometric/beta-Bernoulli: discrete opportunities (Fader, Hardie and Shang 2010).
        BgBb = 7, "bg_bb";
        /// Gamma–Gamma: spend per purchase (Fader, Hardie and Lee 2005b; Fader and Hardie 2013).
        GammaGamma = 8, "gamma_gamma";
    }
}

impl ModelKind {
    /// The name as it is written: "BG/NBD".
    ///
    /// ```
    /// assert_eq!(goodwill::model::ModelKind::ParetoNbd.label(), "Pareto/NBD");
    /// ```
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Sbg => "sBG",
            Self::Bdw => "BdW",
            Self::Nbd => "NBD",
            Self::BgNbd => "BG/NBD",
            Self::MbgNbd => "MBG/NBD",
            Self::ParetoNbd => "Pareto/NBD",
            Self::BgBb => "BG/BB",
            Self::GammaGamma => "Gamma–Gamma",
        }
    }

    /// Whether the model has a form with Erlang-k times between purchases.
    #[must_use]
    pub const fn has_regularity(self) -> bool {
        matches!(self, Self::BgNbd | Self::MbgNbd)
    }
}
