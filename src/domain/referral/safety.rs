//! What is done at once to make people safer, before any meeting.
use crate::domain::word::words;

words! {
    /// What is done at once, before any meeting. Source: the guidance of Dorset and Leeds on acting
    /// without waiting.
    SafetyStep {
        /// Emergency services.
        Emergency = "emergency" / "999 or emergency response",
        /// A safe place.
        SafePlace = "safe_place" / "Somewhere safe to stay, or refuge",
        /// Seen by a doctor or nurse.
        Medical = "medical" / "Seen by a doctor or nurse",
        /// Referred to the specialist adviser.
        Idva = "idva" / "Referred to an IDVA",
        /// Police log and markers.
        PoliceLog = "police_log" / "Reported to the police, markers set",
        /// Bail, custody or no contact checked.
        Bail = "bail" / "Bail or custody and no-contact conditions checked",
        /// An emergency order.
        Order = "order" / "Emergency order asked for",
        /// Children's safeguarding.
        ChildrenReferral = "children_referral" / "Children’s social care told",
        /// Adult safeguarding.
        AdultReferral = "adult_referral" / "Adult safeguarding told",
        /// School told.
        School = "school" / "School told who may collect the children",
        /// Locks, alarms, fire.
        Home = "home" / "Locks, alarms or fire safety at home",
        /// Phones and devices.
        Devices = "devices" / "Phone, location and devices checked",
        /// What to do in danger.
        SafetyPlan = "safety_plan" / "Safety advice and a code word",
    }
}
