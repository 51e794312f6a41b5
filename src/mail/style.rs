//! The look of a letter, written into each element: mail programs drop style sheets.

/// An element of text: its tag, margin, size, line height, and what else it has.
macro_rules! looks {
    ($tag:literal, $margin:literal, $size:literal, $line:literal, $more:literal) => {
        concat!(
            "<",
            $tag,
            " style=\"margin:",
            $margin,
            ";font-family:Arial,Helvetica,sans-serif;color:#0b0c0c;font-size:",
            $size,
            ";line-height:",
            $line,
            ";",
            $more,
            "\">"
        )
    };
}

/// A cell of the list of actions: its classes, and what else it has.
macro_rules! cell {
    ($class:literal, $more:literal) => {
        concat!(
            "<td role=\"cell\" class=\"",
            $class,
            "\" valign=\"top\" style=\"border-bottom:1px solid #cecece;\
             font-family:Arial,Helvetica,sans-serif;color:#0b0c0c;font-size:17px;line-height:23px;",
            $more,
            "\""
        )
    };
}

/// Plain elements of the templates, and the same with their look.
const LOOKS: &[(&str, &str)] = &[
    ("<p>", looks!("p", "0 0 20px 0", "18px", "25px", "")),
    ("<p class=\"first\">", looks!("p", "0 0 20px 0", "16px", "22px", "")),
    ("<p class=\"mark\">", looks!("p", "0 0 4px 0", "15px", "20px", "font-weight:bold;")),
    ("<p class=\"c\">", looks!("p", "0 0 8px 0", "17px", "24px", "")),
    (
        "<p class=\"m\">",
        "<p class=\"m\" style=\"margin:0 0 10px 0;font-family:Arial,Helvetica,sans-serif;\
         color:#484949;font-size:16px;line-height:22px;\">",
    ),
    ("<h1>", looks!("h1", "0 0 12px 0", "28px", "33px", "")),
    ("<h2>", looks!("h2", "0 0 8px 0", "22px", "28px", "")),
    ("<h3>", looks!("h3", "0 0 4px 0", "18px", "25px", "")),
    ("<ul>", looks!("ul", "0 0 24px 0", "17px", "24px", "padding:0 0 0 20px;")),
    ("<li>", "<li style=\"margin:0 0 6px 0;\">"),
    ("<span class=\"m\">", "<span class=\"m\" style=\"color:#484949;\">"),
    ("<a ", "<a style=\"color:#1f5a9e;\" "),
    (
        "<hr class=\"l\">",
        "<hr class=\"l\" style=\"border:0;border-top:1px solid #cecece;margin:32px 0 16px 0;\">",
    ),
    ("<td role=\"cell\" class=\"act l\"", cell!("act l", "padding:10px 14px 10px 0;")),
    ("<td role=\"cell\" class=\"due l\"", cell!("due l", "padding:10px 0;font-weight:bold;")),
];

/// Writes the look into the elements of a body. What people typed is escaped, so no element of
/// theirs can be met here.
pub(super) fn inline(body: &str) -> String {
    LOOKS.iter().fold(body.to_owned(), |body, (plain, dressed)| body.replace(plain, dressed))
}
