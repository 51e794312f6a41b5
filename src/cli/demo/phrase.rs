//! Phrases for the made-up county, as practitioners write. Nobody in them is a real person.
use crate::domain::agency::Kind;

pub(super) const WOMEN: &[&str] = &[
    "Abena", "Alma", "Anya", "Bea", "Carla", "Chloe", "Dilys", "Edie", "Elif", "Esther", "Fiona",
    "Gita", "Halina", "Ida", "Imogen", "Jade", "Karin", "Leona", "Lucia", "Mabel", "Marta", "Maya",
    "Nia", "Oona", "Petra", "Rania", "Rhian", "Saskia", "Thea", "Una", "Willa", "Yasmin", "Zofia",
];

pub(super) const MEN: &[&str] = &[
    "Aaron", "Bram", "Callum", "Darren", "Dexter", "Emil", "Finn", "Gareth", "Hamid", "Ivan",
    "Jasper", "Kai", "Lewis", "Milo", "Neil", "Oscar", "Piotr", "Rafe", "Rhys", "Scott", "Tariq",
    "Umar", "Vince", "Wes", "Zane",
];

pub(super) const SURNAMES: &[&str] = &[
    "Ashdown",
    "Barrow",
    "Cawley",
    "Danvers",
    "Eccles",
    "Farrow",
    "Garland",
    "Hexham",
    "Ingram",
    "Jessop",
    "Kestrel",
    "Larkin",
    "Marlow",
    "Nettle",
    "Orchard",
    "Penrose",
    "Quill",
    "Radley",
    "Selwyn",
    "Thorpe",
    "Underhill",
    "Varley",
    "Wexford",
    "Yardley",
    "Zeller",
    "Arkwright",
    "Bellweather",
    "Coppice",
    "Dunmore",
    "Elderton",
    "Fenwick",
    "Greaves",
    "Holloway",
    "Iverson",
    "Joyner",
    "Kilburn",
    "Lowther",
    "Mercer",
    "Norwood",
    "Oakes",
    "Pargeter",
    "Rushton",
    "Stroud",
    "Tranter",
    "Upjohn",
    "Vickers",
    "Whitlock",
    "Yeoman",
];

pub(super) const STREETS: &[&str] = &[
    "Tannery Lane",
    "Alder Close",
    "Quarry Road",
    "Mill Street",
    "Heron Way",
    "Castle View",
    "Orchard Rise",
    "Station Terrace",
    "Wharf Side",
    "Larch Avenue",
    "Foundry Court",
    "Bridge End",
];

pub(super) const TOWNS: &[&str] = &["Millbrook", "Riverside", "Castleford Moor", "Northgate"];

pub(super) const HAPPENED: &[&str] = &[
    "Neighbours called the police to shouting. He had pushed her against the kitchen wall and held \
     her there by the arms. She had bruising to both upper arms. He left before officers came.",
    "She came to the service after he had taken her phone and bank card for three days. He returned \
     them when her sister asked. She says that he decides when she may leave the house.",
    "He waited outside her work at the end of her shift and followed her car home. He has sent more \
     than 60 messages this week from several numbers. He says that he will not let her go.",
    "He came to the address at night, against his bail conditions, and banged on doors and windows. \
     The children were awake and frightened. He was gone when officers came.",
    "During an argument about money he grabbed her by the hair and pulled her to the floor. She \
     had a cut to the lip and a sore neck. She did not want to give a statement.",
    "She told her health visitor that he reads her messages, counts the miles on the car and does \
     not let her see her mother. He has said that nobody would believe her.",
    "He broke the front door after she asked him to leave, and threw a chair. She locked herself in \
     the bathroom and called 999. He was arrested at the address.",
    "He threatened to harm himself with a kitchen knife in front of her when she said that the \
     relationship was over, then pointed it at her. He put it down when her brother came in.",
];

pub(super) const BEFORE: &[&str] = &[
    "Four calls to the address in 18 months, the last two within six weeks.",
    "She describes verbal abuse from the start, and violence since the birth of their child.",
    "An earlier partner reported assaults by him. That case did not go to court.",
    "No earlier reports. She says that it has gone on for about two years.",
    "Two arrests in the last year, both released with no further action.",
];

pub(super) const WISHES: &[&str] = &[
    "She wants him to stay away and wants to remain in her home. She is afraid of what he does when \
     he hears from the police.",
    "She wants to move out of the area with the children and does not want him to know where.",
    "She wants help for him with his drinking, and does not want to end the relationship now.",
    "She wants to feel safe at work and on the way there. She would support a prosecution.",
    "She wants an order that he may not contact her, and somebody with her at court.",
];

pub(super) const SAFE: &[&str] = &[
    "Text first, weekdays from 10am to 2pm. Do not leave a voicemail.",
    "Through the health visitor at the Tuesday clinic only.",
    "Call the work number before 3pm and ask for the training team.",
    "Email only. He looks at her phone but does not know of this account.",
    "Call after 9:30am when the children are at school. Say that you are the dentist if a man answers.",
];

pub(super) const NO_VIEWS: &[&str] = &[
    "Three calls at safe times without an answer. No safe way to write is known.",
    "Reached, but he was at home and she could not talk.",
];

pub(super) const RISKS: &[&str] = &[
    "He knows where she lives and has come to the address against his conditions",
    "Violence has become more serious in the last three months",
    "Separation has just happened and he says that he does not accept it",
    "He controls her money, so she cannot leave by her own means",
    "The children saw the last incident and the youngest is not sleeping",
    "He has held her by the neck, which points to a higher risk of homicide",
    "He watches her phone and car, so contact may put her at risk",
    "His drinking has increased and incidents follow it",
];

pub(super) const DECISIONS: &[&str] = &[
    "High risk. A plan was agreed to make the home safer, keep him away and support her at court.",
    "High risk. The meeting agreed that contact goes through the IDVA alone until he is seen.",
    "High risk because of escalation and recent separation. Actions agreed for housing and police.",
    "High risk. The children’s plan and the safety plan are to be joined up this week.",
];

pub(super) const DECISION_AT_MEDIUM: &str =
    "Medium risk after his remand. Actions agreed in case he is released.";

pub(super) const OUTCOMES: &[&str] = &[
    "Done and confirmed with the victim through the IDVA.",
    "Done. The record has been updated.",
    "Completed on the day. No further concerns.",
    "Done by phone, a letter was not safe.",
];

pub(super) const NOT_DONE: &[&str] = &[
    "She has moved out of the county, so it was no longer possible.",
    "The officer was off sick and it was not picked up.",
    "No longer needed since he was remanded.",
];

pub(super) const ADVICE: &[&str] = &[
    "Offer the outreach service and a safety plan, and refer again if anything changes.",
    "Refer to Children’s services, who lead on this. Refer again if the victim is over 16.",
    "Send it to the area where she lives now. Their coordinator has been told to expect it.",
];

/// What an agency of a kind returns.
pub(super) fn returns(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Police => &[
            "Five incidents at the address in 12 months, two recorded as assault. Markers are on \
             both addresses. He has a conviction for assault on an earlier partner.",
            "On bail with conditions not to contact her or go to the street. One breach recorded.",
        ],
        Kind::Idva => &[
            "Working with the service since last week. A safety plan is in place and she has a \
             spare phone. She is most afraid of the evenings.",
            "Known from an earlier referral. She found the support useful and took it up again.",
        ],
        Kind::ChildrensSocialCare => {
            &["Child in need plan since the autumn. The social worker visits every two weeks and \
             sees the children alone."]
        }
        Kind::Housing => &[
            "Sole tenancy in her name. Rent is paid. She asked about a move in the new year.",
            "He is on the tenancy, so locks cannot be changed without an order.",
        ],
        Kind::AdultSocialCare => &["Care assessment last year. A carer calls twice a day."],
        Kind::PrimaryCare | Kind::SecondaryCare => &[
            "Two attendances with injuries that were explained as falls. She was seen with him.",
            "Booked late and missed two appointments. He comes to every appointment with her.",
        ],
        Kind::MentalHealth => &["He was seen after an overdose and discharged to his GP."],
        Kind::Probation => {
            &["Supervised since November. He keeps appointments and plays down what he has done."]
        }
        Kind::SubstanceMisuse => &["He is in treatment for alcohol and misses about half of it."],
        Kind::Fire => &["Home safety visit last year. No smoke alarm upstairs."],
        _ => &["Attendance has dropped since the autumn. The class teacher is worried."],
    }
}

/// What an agency of a kind undertakes.
pub(super) fn actions(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Police => &[
            "Serve non-molestation order papers",
            "Put a marker on the address and both phone numbers",
            "Arrest for the breach of bail and tell the IDVA before release",
        ],
        Kind::Idva => &[
            "Confirm refuge bed and transport",
            "Bring the safety plan up to date with her",
            "Arrange a place to give evidence by video",
        ],
        Kind::ChildrensSocialCare => &[
            "See the children alone and tell the school who may collect them",
            "Bring the review forward and invite the IDVA",
        ],
        Kind::Housing => &[
            "Review tenancy and lock change request",
            "Offer a place outside the area and tell the IDVA which",
        ],
        Kind::AdultSocialCare => &[
            "Start a safeguarding enquiry and see her without him",
            "Ask the carers to note what they see and whom to call",
        ],
        Kind::PrimaryCare | Kind::SecondaryCare => {
            &["Put an alert on her record and see her alone at the next appointment"]
        }
        Kind::MentalHealth => &[
            "Ask his care team for a risk review before discharge",
            "Offer her an assessment at the women’s centre",
        ],
        Kind::Probation => &[
            "Ask for a condition not to contact her and tell the police",
            "Bring his next appointment forward and ask where he is living",
        ],
        Kind::SubstanceMisuse => &[
            "Tell the police if he misses his next appointment",
            "See him on another day than her, so that they do not meet",
        ],
        Kind::Fire => &[
            "Fit a video doorbell and window locks",
            "Fit smoke alarms and a letterbox guard against arson",
        ],
        _ => &[
            "Give the school a safe number and a password for collection",
            "Name one member of staff whom the children can go to at any time",
            "Tell the IDVA at once if somebody else comes to collect the children",
        ],
    }
}
