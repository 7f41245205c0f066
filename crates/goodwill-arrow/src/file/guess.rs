//! Which column is what, by name and by look.

use super::{ColumnInfo, ColumnKind, Table};
use goodwill::{Error, ErrorCode, Result};
use std::fmt;

/// What a column is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Role {
    /// Who bought.
    Customer,
    /// When.
    Date,
    /// For how much.
    Amount,
    /// How many units, where the amount is quantity × unit price.
    Quantity,
    /// The price of one unit, where the amount is quantity × unit price.
    UnitPrice,
    /// How likely the respondent is to recommend, 0 to 10.
    Recommendation,
    /// How satisfied the respondent is.
    Satisfaction,
    /// What the respondent perceived.
    Perceived,
    /// What the respondent expected.
    Expected,
    /// Another item of a survey.
    Item,
    /// Who answered.
    Respondent,
    /// To which group a respondent belongs.
    Group,
    /// Which question was answered, where a row holds one answer.
    Question,
    /// Repeat purchases of a history.
    Frequency,
    /// The time of the last purchase of a history.
    Recency,
    /// The time a history was observed, T.
    Tenure,
    /// The mean amount of the repeat purchases of a history.
    MonetaryValue,
    /// How many customers a row stands for.
    Weight,
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Customer => "customer",
            Self::Date => "date",
            Self::Amount => "amount",
            Self::Quantity => "quantity",
            Self::UnitPrice => "unit price",
            Self::Recommendation => "recommendation",
            Self::Satisfaction => "satisfaction",
            Self::Perceived => "perceived value",
            Self::Expected => "expected value",
            Self::Item => "item",
            Self::Respondent => "respondent",
            Self::Group => "group",
            Self::Question => "question",
            Self::Frequency => "frequency",
            Self::Recency => "recency",
            Self::Tenure => "tenure (T)",
            Self::MonetaryValue => "monetary value",
            Self::Weight => "weight",
        })
    }
}

/// Who chose a column.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum ColumnChoice {
    /// The caller.
    Given,
    /// The name and the values.
    Guessed {
        /// What spoke for it.
        why: String,
    },
}

/// The names by which a role is known, tier by tier: a name of an earlier tier beats one of a later.
///
/// They are compared as [`words`]: `CustomerID`, `customer_id` and `Customer Id` are one.
const fn names(role: Role) -> &'static [&'static str] {
    match role {
        Role::Customer => &[
            "customer_id client_id user_id member_id buyer_id shopper_id customer_no customer_number \
             customer_unique_id kunnr 客户编号 客户id 客户号 顾客编号 顾客id 会员号 会员编号 会员id 会员卡号 用户id 用户编号 买家id",
            "customer client user member buyer shopper cust cust_id kunde kundennummer \
             客户 顾客 会员 用户 买家 客户名称 会员名 买家会员名 用户名",
            "customer_email email billing_email billing_email_address email_address household_key account_id \
             contact_id person_id uid 手机号 手机 邮箱",
            "id customer_name client_name billing_name user_name 编号 姓名",
        ],
        Role::Date => &[
            "order_date invoice_date purchase_date transaction_date sale_date sales_date order_time order_datetime \
             order_timestamp order_purchase_timestamp purchase_time transaction_time date_of_purchase ordered_at \
             purchased_at bestelldatum 下单时间 下单日期 订单日期 订单时间 购买日期 购买时间 交易日期 交易时间 消费日期 消费时间 \
             订单创建时间 销售日期",
            "date created_at day datetime date_time timestamp time datum 日期 时间 创建时间",
            "paid_at payment_date paid_date processed_at date_created created created_date billing_date \
             posting_date 付款时间 支付时间 订单付款时间 付款日期 支付日期",
        ],
        Role::Amount => &[
            "order_total order_amount total_amount order_value purchase_amount transaction_amount total_price \
             total_sales order_total_amount invoice_amount sales_amount net_amount total_spend amount_paid \
             订单金额 实付金额 支付金额 消费金额 订单总额 交易金额 付款金额 销售金额 总金额 实收金额 买家实际支付金额",
            "amount total revenue spend sales turnover monetary_value gmv betrag umsatz \
             金额 销售额 总价 实付 消费额 总额",
            "net_sales gross_sales net_total grand_total value sum payment payment_value paid",
        ],
        Role::Quantity => &["quantity qty units 数量 购买数量"],
        Role::UnitPrice => &[
            "unit_price unitprice 单价",
            "price price_per_unit item_price 价格",
        ],
        Role::Recommendation => &[
            "nps nps_score likelihood_to_recommend recommend recommendation ltr willingness_to_recommend \
             net_promoter_score 推荐意愿 推荐分 推荐度 推荐意愿评分 净推荐值",
            "score rating 评分 得分 分数",
        ],
        Role::Satisfaction => &[
            "csat satisfaction overall_satisfaction satisfaction_score csat_score \
             满意度 总体满意度 满意度评分 整体满意度",
        ],
        Role::Perceived => &[
            "perceived perceived_value perception perceived_quality 感知 感知值 实际感知 感知价值 实际感受",
            "actual experience experienced",
        ],
        Role::Expected => &["expected expected_value expectation expectations 期望 期望值 预期 预期值"],
        Role::Item | Role::Respondent | Role::Group | Role::Question => &[],
        Role::Frequency => &[
            "frequency frequency_cal 购买频次",
            "x repeat_purchases repeat_orders 频次 频率",
        ],
        Role::Recency => &["recency recency_cal 购买近度", "t_x tx 近度"],
        Role::Tenure => &["tenure t t_cal 观察期", "periods opportunities n"],
        Role::MonetaryValue => &["monetary_value monetary_value_cal", "monetary m_x mx 平均金额"],
        Role::Weight => &["weight weights 权重"],
    }
}

fn is_in(tier: &str, name: &str) -> bool {
    tier.split_whitespace().any(|known| known == name)
}

/// A name as lower-case words: `CustomerID`, `customer-id` and `Customer Id` are all `customer_id`.
fn words(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    let characters: Vec<char> = name.chars().collect();
    for (i, &c) in characters.iter().enumerate() {
        if !c.is_alphanumeric() {
            if !words.is_empty() && !words.ends_with('_') {
                words.push('_');
            }
            continue;
        }
        let before = i.checked_sub(1).map(|i| characters[i]);
        let after = characters.get(i + 1);
        // A capital starts a word after a small letter (`userId`), and before one (`IDNumber`).
        let starts = c.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase()
                    || before.is_uppercase() && after.is_some_and(|after| after.is_lowercase())
            });
        if starts && !words.ends_with('_') {
            words.push('_');
        }
        words.extend(c.to_lowercase());
    }
    words.truncate(words.trim_end_matches('_').len());
    words
}

/// Whether the values of a column can be what the role needs.
fn fits(role: Role, column: &ColumnInfo) -> bool {
    match role {
        Role::Customer => {
            matches!(column.kind, ColumnKind::Integer | ColumnKind::Text)
                // pandas writes integers with gaps as floats.
                || column.kind == ColumnKind::Number
        }
        Role::Date => column.date_like,
        _ => matches!(
            column.kind,
            ColumnKind::Integer | ColumnKind::Number | ColumnKind::Boolean
        ),
    }
}

/// The column that is `role`, and what spoke for it; none where no name is known.
///
/// Two names of one tier are an error that lists both: a guess must not be a coin toss.
pub(super) fn guess(table: &Table, role: Role, taken: &[usize]) -> Result<Option<(usize, ColumnChoice)>> {
    let columns = table.columns();
    let plain: Vec<String> = columns.iter().map(|column| words(&column.name)).collect();
    // A column whose name says what its values belie is still the one: reading it will say what is wrong.
    for needs_fit in [true, false] {
        for tier in names(role) {
            let found: Vec<usize> = (0..columns.len())
                .filter(|index| !taken.contains(index) && columns[*index].kind != ColumnKind::Other)
                .filter(|index| is_in(tier, without_currency(&plain[*index])))
                .filter(|index| !needs_fit || fits(role, &columns[*index]))
                .collect();
            match found[..] {
                [] => {}
                [index] => {
                    let why = if needs_fit {
                        format!("by its name and its {} values", look(&columns[index]))
                    } else {
                        "by its name".to_owned()
                    };
                    return Ok(Some((index, ColumnChoice::Guessed { why })));
                }
                _ => {
                    let names: Vec<&str> = found.iter().map(|index| columns[*index].name.as_str()).collect();
                    return Err(Error::new(
                        ErrorCode::UnknownColumn,
                        role.to_string(),
                        format!("could be any of {}: say which", names.join(", ")),
                    ));
                }
            }
        }
        // The only column of dates needs no name.
        if role == Role::Date && needs_fit {
            let mut dates = (0..columns.len()).filter(|index| columns[*index].kind == ColumnKind::Date);
            if let (Some(index), None) = (dates.next(), dates.next()) {
                let why = "it is the only column of dates".to_owned();
                return Ok(Some((index, ColumnChoice::Guessed { why })));
            }
        }
    }
    Ok(None)
}

/// `amount_usd` and `金额_元` are an amount.
fn without_currency(words: &str) -> &str {
    const CURRENCIES: [&str; 10] = [
        "usd", "eur", "gbp", "cny", "rmb", "jpy", "chf", "cad", "aud", "元",
    ];
    match words.rsplit_once('_') {
        Some((name, last)) if CURRENCIES.contains(&last) => name,
        _ => words,
    }
}

fn look(column: &ColumnInfo) -> &'static str {
    match column.kind {
        _ if column.date_like && column.kind != ColumnKind::Number => "date-like",
        ColumnKind::Integer => "whole",
        ColumnKind::Number => "numeric",
        ColumnKind::Date => "date",
        ColumnKind::Text => "text",
        ColumnKind::Boolean => "yes-or-no",
        ColumnKind::Missing | ColumnKind::Other => "",
    }
}

/// The column of a role: the given one, or the guessed one.
pub(super) fn choose(
    table: &Table,
    role: Role,
    given: Option<&str>,
    taken: &mut Vec<usize>,
) -> Result<Option<(usize, ColumnChoice)>> {
    let chosen = match given {
        Some(name) => Some((table.column(name)?, ColumnChoice::Given)),
        None => guess(table, role, taken)?,
    };
    taken.extend(chosen.iter().map(|(index, _)| *index));
    Ok(chosen)
}

/// The error for a role that no column fills.
pub(super) fn not_found(table: &Table, role: Role) -> Error {
    let columns = table.columns();
    let data = columns
        .iter()
        .filter(|column| crate::text::plain(column.name.as_bytes()).is_some())
        .count();
    let hint = if data * 2 > columns.len() {
        " (the first line seems to hold data, not column names)"
    } else {
        ""
    };
    Error::new(
        ErrorCode::UnknownColumn,
        role.to_string(),
        format!(
            "no column is recognised as the {role}: say which of {}{hint}",
            list(columns)
        ),
    )
}

pub(super) fn unknown_column(name: &str, columns: &[ColumnInfo]) -> Error {
    let plain = words(name);
    let nearest = columns
        .iter()
        .map(|column| {
            (
                strsim::normalized_damerau_levenshtein(&plain, &words(&column.name)),
                column,
            )
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(similarity, _)| *similarity >= 0.5);
    let suggestion = nearest.map_or(String::new(), |(_, column)| {
        format!(": did you mean \"{}\"?", column.name)
    });
    let stop = if suggestion.is_empty() { "." } else { "" };
    Error::new(
        ErrorCode::UnknownColumn,
        name.to_owned(),
        format!(
            "there is no such column{suggestion}{stop} The columns are {}",
            list(columns)
        ),
    )
}

fn list(columns: &[ColumnInfo]) -> String {
    const SHOWN: usize = 30;
    let mut names: Vec<&str> = columns
        .iter()
        .take(SHOWN)
        .map(|column| column.name.as_str())
        .collect();
    if columns.len() > SHOWN {
        names.push("…");
    }
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words() {
        for (name, plain) in [
            ("CustomerID", "customer_id"),
            ("Customer Id", "customer_id"),
            ("customer-id ", "customer_id"),
            ("userId", "user_id"),
            ("InvoiceDate", "invoice_date"),
            ("IDNumber", "id_number"),
            ("Created at", "created_at"),
            ("客户 编号", "客户_编号"),
            ("客户编号", "客户编号"),
            ("AMOUNT", "amount"),
            ("Amount (USD)", "amount_usd"),
        ] {
            assert_eq!(words(name), plain);
        }
    }

    #[test]
    fn no_name_stands_twice() {
        for role in [
            Role::Customer,
            Role::Date,
            Role::Amount,
            Role::Recommendation,
            Role::Perceived,
            Role::Expected,
            Role::Frequency,
            Role::Recency,
            Role::Tenure,
            Role::MonetaryValue,
            Role::Weight,
        ] {
            let mut all: Vec<&str> = names(role)
                .iter()
                .flat_map(|tier| tier.split_whitespace())
                .collect();
            for name in &all {
                assert_eq!(words(name), *name, "{name} can never match");
            }
            all.sort_unstable();
            let count = all.len();
            all.dedup();
            assert_eq!(all.len(), count, "{role}");
        }
    }
}
