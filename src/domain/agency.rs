//! Agencies of an area, whom they send, what they are asked, and where mail to them may go.
use super::ids::{AccountId, AgencyId, AreaId, MembershipId};
use super::time::Instant;
use super::word::words;

words! {
    /// What kind of agency it is. The kinds are those that sit on MARACs; the figures sort by them.
    Kind {
        /// Police.
        Police = "police" / "Police",
        /// Probation.
        Probation = "probation" / "Probation",
        /// Children's social care.
        ChildrensSocialCare = "childrens_social_care" / "Children’s social care",
        /// Adult social care and safeguarding.
        AdultSocialCare = "adult_social_care" / "Adult social care",
        /// General practice, health visiting, school nursing.
        PrimaryCare = "primary_care" / "Primary care and community health",
        /// Hospital, emergency department, maternity.
        SecondaryCare = "secondary_care" / "Hospital and maternity",
        /// Mental health.
        MentalHealth = "mental_health" / "Mental health",
        /// Drugs and alcohol.
        SubstanceMisuse = "substance_misuse" / "Substance misuse",
        /// Schools and early years.
        Education = "education" / "Education",
        /// Council housing and housing associations.
        Housing = "housing" / "Housing",
        /// IDVA or specialist domestic-abuse service.
        Idva = "idva" / "IDVA or specialist domestic abuse service",
        /// Refuge.
        Refuge = "refuge" / "Refuge",
        /// Charities and victim support.
        VoluntarySector = "voluntary_sector" / "Voluntary sector",
        /// Multi-agency safeguarding hub.
        Mash = "mash" / "MASH",
        /// Youth justice.
        YouthJustice = "youth_justice" / "Youth justice",
        /// Fire and rescue.
        Fire = "fire" / "Fire and rescue",
        /// Sexual assault services.
        SexualAssaultService = "sexual_assault_service" / "SARC or ISVA service",
        /// Programmes for people who cause harm.
        PerpetratorProgramme = "perpetrator_programme" / "Perpetrator programme",
        /// Anything else.
        Other = "other" / "Other",
    }
}

words! {
    /// On which cases an agency is asked for what it knows.
    AskRule {
        /// Every case.
        Every = "every" / "Every case",
        /// Cases with children.
        Children = "children" / "Cases with children",
        /// Cases with a pregnancy.
        Pregnancy = "pregnancy" / "Cases with a pregnancy",
        /// Only when the coordinator adds it.
        ByHand = "by_hand" / "Only when the coordinator adds it",
    }
}

words! {
    /// What mail may go to the addresses of a domain.
    MailRule {
        /// Full copies: mail to it is encrypted all the way.
        Secure = "secure" / "Full copies",
        /// A notice with a link.
        Notice = "notice" / "Notice with a link",
        /// Nothing.
        Blocked = "blocked" / "No mail",
    }
}

impl MailRule {
    /// Whether more may be mailed by it than by another.
    pub fn lowers(self, other: Self) -> bool {
        let openness = |rule: Self| match rule {
            Self::Blocked => 0,
            Self::Notice => 1,
            Self::Secure => 2,
        };
        openness(self) > openness(other)
    }
}

/// An agency of an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Its area.
    pub area_id: AreaId,
    /// Its identifier.
    pub id: AgencyId,
    /// Its name, as people say it.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// On which cases it is asked.
    pub ask_rule: AskRule,
    /// Its lead contact, told of what the agency owes.
    pub lead_id: Option<MembershipId>,
    /// The phone number that the coordinator calls.
    pub phone: String,
    /// Whether it still takes part.
    pub active: bool,
    /// Counts its changes.
    pub version: i32,
    /// When it was added.
    pub created_at: Instant,
}

/// What is known of a case before anybody is asked about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseShape {
    /// Whether children are part of it.
    pub with_children: bool,
    /// Whether somebody is pregnant.
    pub with_pregnancy: bool,
}

impl Agency {
    /// Whether the agency is asked for research on a case by its own rule.
    pub fn is_asked(&self, case: CaseShape) -> bool {
        self.active
            && match self.ask_rule {
                AskRule::Every => true,
                AskRule::Children => case.with_children,
                AskRule::Pregnancy => case.with_pregnancy,
                AskRule::ByHand => false,
            }
    }
}

/// What an area decided about one mail domain, and who decided it, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailDomain {
    /// The area.
    pub area_id: AreaId,
    /// The part of an address after the `@`, in lower case; `*.` in front covers those below it.
    pub domain: String,
    /// What may go there.
    pub rule: MailRule,
    /// Why.
    pub reason: String,
    /// Who decided it.
    pub set_by: AccountId,
    /// When.
    pub set_at: Instant,
    /// Counts its changes.
    pub version: i32,
}

/// What mail may go to a domain as it is written in a rule, by all rules.
pub fn rule_of_domain(domain: &str, domains: &[MailDomain]) -> MailRule {
    mail_rule(&domain.replacen("*.", "any.", 1), domains)
}

/// What mail may go to an address: the most exact rule for its domain wins, and an address
/// that no rule names gets notices.
pub fn mail_rule(address: &str, domains: &[MailDomain]) -> MailRule {
    let domain = address.rsplit('@').next().unwrap_or_default().to_lowercase();
    let covers = |rule: &&MailDomain| match rule.domain.strip_prefix("*.") {
        Some(parent) => domain.strip_suffix(parent).is_some_and(|front| front.ends_with('.')),
        None => domain == rule.domain,
    };
    let exactness = |rule: &&MailDomain| (!rule.domain.starts_with("*."), rule.domain.len());
    domains.iter().filter(covers).max_by_key(exactness).map_or(MailRule::Notice, |it| it.rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(domain: &str, rule: MailRule) -> MailDomain {
        let zero = "00000000-0000-4000-8000-000000000000";
        MailDomain {
            area_id: AreaId::parse(zero).unwrap(),
            domain: domain.to_owned(),
            rule,
            reason: String::new(),
            set_by: AccountId::parse(zero).unwrap(),
            set_at: Instant::UNIX_EPOCH,
            version: 1,
        }
    }

    #[test]
    fn more_mail_is_less_protection() {
        use MailRule::{Blocked, Notice, Secure};
        for (to, from, lowers) in [
            (Secure, Notice, true),
            (Secure, Blocked, true),
            (Notice, Blocked, true),
            (Notice, Notice, false),
            (Notice, Secure, false),
            (Blocked, Notice, false),
        ] {
            assert_eq!(to.lowers(from), lowers, "{from:?} to {to:?}");
        }
        let rules = [rule("*.police.example", Blocked)];
        assert_eq!(rule_of_domain("north.police.example", &rules), Blocked);
        assert_eq!(rule_of_domain("*.north.police.example", &rules), Blocked);
        assert_eq!(rule_of_domain("homes.example", &rules), Notice);
    }

    #[test]
    fn the_most_exact_rule_for_a_domain_wins() {
        let rules = [
            rule("*.police.example", MailRule::Secure),
            rule("old.police.example", MailRule::Blocked),
        ];
        for (address, expected) in [
            ("a@north.police.example", MailRule::Secure),
            ("a@OLD.police.example", MailRule::Blocked),
            ("a@police.example", MailRule::Notice),
            ("a@notpolice.example", MailRule::Notice),
            ("a@elsewhere.example", MailRule::Notice),
        ] {
            assert_eq!(mail_rule(address, &rules), expected, "{address}");
        }
    }
}
