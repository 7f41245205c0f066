//! The catalogue: every public metric with its standard English and Chinese name.

/// One metric. Its name is the same everywhere: Rust `goodwill::<room>::<name>`, Python `goodwill.<room>.<name>`,
/// C `goodwill_<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Metric {
    /// The name of the function.
    pub name: &'static str,
    /// The room it lives in.
    pub room: &'static str,
    /// The standard English term.
    pub title: &'static str,
    /// The standard Chinese term.
    pub chinese: &'static str,
    /// The page of the documentation that explains it.
    pub page: &'static str,
}

impl Metric {
    /// The metric of that name.
    ///
    /// ```
    /// let metric = goodwill::catalogue::Metric::named("nps").unwrap();
    /// assert_eq!(metric.chinese, "净推荐值");
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        METRICS.iter().find(|metric| metric.name == name)
    }
}

/// Declares rows as `room: name, title, chinese, page`.
macro_rules! metrics {
    ($($room:ident { $($name:ident, $title:literal, $chinese:literal, $page:literal;)* })*) => {
        /// Every public metric, by room.
        pub const METRICS: &[Metric] = &[$($(Metric {
            name: stringify!($name),
            room: stringify!($room),
            title: $title,
            chinese: $chinese,
            page: $page,
        },)*)*];
    };
}

metrics! {
    estimate {
        proportion, "Proportion with its interval", "比例估计", "estimates";
        proportion_difference, "Difference of two proportions", "比例差", "estimates";
        mean, "Mean with its interval", "均值估计", "estimates";
        poisson_rate, "Rate of events per exposure", "泊松发生率", "estimates";
    }
    survey {
        frequency_table, "Frequency table of an item", "频数表", "scores";
        mean_score, "Mean score of an item", "平均评分", "scores";
        rescaled_score, "Rescaled score, 0 to 1", "百分制得分", "scores";
        top_box, "Top-k box", "高分占比", "scores";
        bottom_box, "Bottom-k box", "低分占比", "scores";
        net_box, "Net box: top less bottom", "净占比", "scores";
        recommend_willingness, "Willingness to recommend on five points", "推荐意愿", "scores";
        csat, "Customer satisfaction score", "满意度", "scores";
        secure_customers, "Secure customer index", "安全客户指数", "scores";
        effort_score, "Customer effort score", "客户费力度", "scores";
        compare_groups, "Comparison of groups", "分组比较", "scores";
        share_sample_size, "Sample size for a share", "占比样本量", "scores";
        mean_sample_size, "Sample size for a mean", "均值样本量", "scores";
        nps, "Net promoter score", "净推荐值", "nps";
        nps_from_counts, "Net promoter score from counts", "净推荐值（按人数）", "nps";
        nps_weighted, "Weighted net promoter score", "加权净推荐值", "nps";
        nps_of_units, "Net promoter score of units: pooled and mean", "多单位净推荐值", "nps";
        nps_difference, "Difference of two net promoter scores", "净推荐值差异", "nps";
        nps_homogeneity, "Test whether samples share one NPS distribution", "净推荐值同质性检验", "nps";
        nps_paired, "Change of NPS of the same respondents", "同一受访者净推荐值变化", "nps";
        nps_waves, "Change of NPS of the same respondents over several waves", "同一受访者多期净推荐值", "nps";
        nps_sample_size, "Sample size for a net promoter score", "净推荐值样本量", "nps";
        drivers, "Key drivers: shares of R²", "关键驱动", "drivers";
        cronbach_alpha, "Cronbach's alpha", "克朗巴哈系数", "reliability";
        mcdonald_omega, "McDonald's omega", "麦克唐纳欧米伽系数", "reliability";
        item_analysis, "Item analysis", "题项分析", "reliability";
        straight_lining, "Straight-lining", "直线作答", "reliability";
        speeding, "Speeding", "快速作答", "reliability";
        satisfaction, "Customer satisfaction", "客户满意度", "satisfaction";
        satisfaction_ratio, "Satisfaction ratio C = b/a", "满意度 C = b/a", "satisfaction";
        satisfaction_gap, "Disconfirmation gap b − a", "期望差距 b − a", "satisfaction";
        satisfaction_reversed, "Reversed gap a − b (refused)", "反向差距 a − b（拒绝）", "satisfaction";
        satisfaction_state, "State of expectation", "期望三态", "satisfaction";
        satisfaction_curve, "Satisfaction–loyalty curve", "满意–忠诚曲线", "satisfaction";
        satisfaction_trap, "Satisfaction trap", "满意陷阱", "satisfaction";
        loyalty_elasticity, "Satisfaction elasticity of loyalty", "满意弹性", "satisfaction";
        response_rate, "Valid response rate", "有效回收率", "fieldwork";
        aapor_rates, "AAPOR outcome rates", "AAPOR 回答率", "fieldwork";
        rake, "Raking", "加权（迭代比例拟合）", "fieldwork";
        post_stratify, "Post-stratification", "事后分层", "fieldwork";
        design_effect, "Design effect of weights", "设计效应", "fieldwork";
        drivers, "Key drivers", "关键驱动", "drivers";
        ipa, "Importance–performance analysis", "重要性-绩效分析", "importance";
        kano, "Kano analysis of a feature", "卡诺", "kano";
        servqual, "SERVQUAL gaps", "服务质量差距", "service-quality";
        acsi, "Customer satisfaction index", "满意度指数", "service-quality";
        cronbach_alpha, "Cronbach's alpha", "信度", "reliability";
        kano_category, "Kano category of a pair of answers", "卡诺类别", "kano";
        kano, "Kano analysis of a feature", "卡诺分析", "kano";
        kano_continuous, "Continuous Kano analysis", "连续卡诺分析", "kano";
        kano_fuzzy, "Fuzzy Kano analysis", "模糊卡诺分析", "kano";
        penalty_reward, "Penalty–reward contrast analysis", "惩罚–奖励对比分析", "kano";
        ipa, "Importance–performance analysis", "重要性–绩效分析", "importance";
        ipa_derived, "Importance–performance analysis, derived importance", "重要性–绩效分析（推导重要性）", "importance";
        opportunity_score, "Opportunity score", "机会分", "importance";
        opportunity_scores, "Opportunity scores from answers", "机会分（按回答）", "importance";
        delivered_value, "Customer delivered value", "顾客让渡价值", "service-quality";
        delivered_values, "Customer delivered value of many customers", "顾客让渡价值（多顾客）", "service-quality";
        servqual, "SERVQUAL: perception less expectation", "服务质量差距", "service-quality";
        servperf, "SERVPERF: perception", "服务绩效", "service-quality";
        five_gaps, "Five gaps of service quality", "服务质量五差距", "service-quality";
        acsi, "Satisfaction index", "满意度指数", "service-quality";
        acsi_from_means, "Satisfaction index from means", "满意度指数（按均值）", "service-quality";
        acsi_compare, "Satisfaction index against past, rival and index", "满意度指数对标", "service-quality";
    }
    purchase {
        histories, "Purchase histories", "购买历史", "histories";
        calibration_holdout, "Calibration and holdout histories", "校准期与保留期", "histories";
        purchase_frequency, "Purchase frequency", "购买频率", "repeat";
        order_value, "Average order value", "客单价", "repeat";
        revenue_per_buyer, "Revenue per buyer", "人均消费额", "repeat";
        order_ratios, "Frequency, order value and revenue per buyer from totals", "购买比率（按总数）", "repeat";
        repeat_rate, "Repeat purchase rate", "重复购买率", "repeat";
        repeat_from_counts, "Repeat purchase rate from counts", "重复购买率（按人数）", "repeat";
        interpurchase_time, "Inter-purchase time", "购买间隔", "repeat";
    }
    retention {
        churn, "Churn rate", "流失率", "churn";
        churn_daily, "Churn rate from daily counts", "流失率（按日）", "churn";
        retention, "Retention rate", "留存率", "churn";
        retention_from_counts, "Retention (end − new) / start", "留存率（期末 − 新增）/期初", "churn";
        churn_annualised, "Annualised churn rate", "年化流失率", "churn";
        churn_cost, "Cost of churn", "流失成本", "churn";
        churn_reasons, "Churn reasons, Pareto", "流失原因", "churn";
        churn_decomposition, "Change of churn: mix and rate", "流失率变化分解", "churn";
        growth_accounting, "Growth accounting", "增长核算", "growth";
        growth_from_periods, "Growth accounting from active periods", "增长核算（按活跃期）", "growth";
    }
    value {
        margin_multiple, "Margin multiple", "利润乘数", "cltv";
        cltv, "Customer lifetime value", "客户终身价值", "cltv";
        cltv_finite, "Customer lifetime value over a horizon", "有限期客户终身价值", "cltv";
        cltv_historic, "Historic customer value", "历史客户价值", "cltv";
        cltv_literal, "Customer lifetime value, literal formula", "客户终身价值（字面公式）", "cltv";
        concentration, "Concentration of value", "集中度", "concentration";
        lorenz_curve, "Lorenz curve", "洛伦兹曲线", "concentration";
        gini, "Gini coefficient", "基尼系数", "concentration";
        theil, "Theil index", "泰尔指数", "concentration";
        herfindahl, "Herfindahl–Hirschman index and effective number", "赫芬达尔指数", "concentration";
        top_share, "Share of the largest part of the customers", "头部客户占比", "concentration";
        top_k_share, "Share of the k largest customers", "前 k 大客户占比", "concentration";
        customers_for_share, "Customers who hold a share of the total", "达到某占比的客户数", "concentration";
        abc_classes, "ABC classes", "ABC 分类", "concentration";
    }
    model {
        fit, "Fit by maximum likelihood", "极大似然拟合", "models";
        log_likelihood, "Log-likelihood", "对数似然", "models";
        gradient, "Gradient of the log-likelihood", "对数似然梯度", "models";
        hessian, "Hessian of the log-likelihood", "对数似然海森矩阵", "models";
        posterior, "Posterior distribution of the parameters", "参数后验分布", "posterior";
        simulate, "Simulated customers", "模拟客户", "models";
        expected_purchases, "Expected purchases of a new customer", "新客户预期购买次数", "models";
        purchase_pmf, "Probability of a number of purchases", "购买次数概率", "models";
        conditional_purchases, "Conditional expected purchases", "条件预期购买次数", "models";
        conditional_pmf, "Conditional probability of a number of purchases", "条件购买次数概率", "models";
        probability_alive, "P(alive)", "存活概率", "models";
        probability_active, "P(active) in a window", "活跃概率", "models";
        residual_transactions, "Discounted expected residual transactions", "折现预期剩余交易数", "models";
        residual_lifetime, "Expected residual lifetime", "预期剩余寿命", "models";
        posterior_rates, "Posterior means of a customer's own rates", "客户个体购买率与流失率", "models";
        survival, "Survival of a contract", "合约存活率", "renewal-models";
        retention_rate, "Retention rate by renewal", "各期续约率", "renewal-models";
        churn_pmf, "Probability to churn at a renewal", "各期流失概率", "renewal-models";
        conditional_survival, "Conditional survival of a contract", "条件存活率", "renewal-models";
        posterior_churn, "Posterior mean of a contract's churn", "合约后验流失概率", "renewal-models";
        residual_renewals, "Discounted expected residual lifetime of a contract", "折现预期剩余续约期", "renewal-models";
        retention_elasticity, "Retention elasticity", "留存弹性", "renewal-models";
        expected_spend, "Expected spend per purchase", "预期单次消费额", "spend";
        lifetime_value, "Customer lifetime value from a model", "客户终身价值（模型）", "spend";
        spend_independence, "Correlation of spend and frequency", "消费额与频率的独立性", "spend";
        compare_models, "Fitted models compared", "模型比较", "models";
        likelihood_ratio, "Likelihood-ratio test", "似然比检验", "models";
        tracking, "Expected and actual purchases by period", "购买跟踪（预期与实际）", "backtest";
        calibration_table, "Customers by number of purchases, expected and actual", "校准表（预期与实际）", "backtest";
        holdout_table, "Holdout purchases of groups, expected and actual", "留出期购买表", "backtest";
        forecast_error, "Error of a forecast", "预测误差", "backtest";
        history_grid, "Prediction by frequency and recency", "频率–近度网格", "backtest";
        alive_timeline, "P(alive) over a customer's time", "存活概率曲线", "backtest";
    }
    segment {
        tier, "Customer tier", "客户分层", "tiers";
        tiers, "Customer tiers of a column", "客户分层（整列）", "tiers";
        tiers_by, "Customer tiers by any criteria", "客户分层（多指标）", "tiers";
        tier_table, "Tier table", "分层表", "tiers";
        purchase_tiers, "Customer tiers from orders", "客户分层（按订单）", "tiers";
        purchase_tier_table, "Tier table from orders", "分层表（按订单）", "tiers";
        implied_repeat_rate, "Overall repeat rate implied by tiers", "各层推算的总重复购买率", "tiers";
        loyalty_quadrant, "Quadrant of the loyalty matrix", "忠诚矩阵象限", "loyalty-types";
        loyalty_matrix, "Loyalty matrix", "忠诚矩阵", "loyalty-types";
        apostle_segment, "Segment of the apostle model", "传道者模型分类", "loyalty-types";
        apostle_model, "Apostle model", "传道者模型", "loyalty-types";
        loyalty_type, "Type of loyalty", "忠诚类型", "loyalty-types";
        loyalty_types, "Six types of loyalty", "六种忠诚类型", "loyalty-types";
        pyramid_level, "Level of the loyalty pyramid", "忠诚金字塔层级", "loyalty-types";
        loyalty_pyramid, "Loyalty pyramid", "忠诚金字塔", "loyalty-types";
        loyalty_score, "Loyalty score", "忠诚得分", "loyalty-types";
        loyalty_scores, "Attitudinal and behavioural loyalty", "态度忠诚与行为忠诚", "loyalty-types";
        per_year, "Annual rate", "年化值", "tiers";
        yearly_activity, "Orders and spend a year", "年度购买活动", "tiers";
    }
}
