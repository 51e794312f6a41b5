// Finds controls by the words that a person sees. Given: what kind, the words, the group or null.
// Answers the elements that fit, and the words of all of that kind.
const [what, words, group] = arguments;
const kinds = {
  button: 'button, input[type=submit], summary',
  link: 'a[href]',
  field: 'textarea, input:not([type=radio], [type=checkbox], [type=hidden], [type=submit])',
  radio: 'input[type=radio]',
  check: 'input[type=checkbox]',
  list: 'select',
  any: 'textarea, select, input:not([type=hidden], [type=submit])',
};
const squeeze = (text) => text.replace(/\s+/g, ' ').trim();
const named = (ids) => ids.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean);
const all = (elements) => squeeze(Array.from(elements, (it) => it.textContent).join(' '));

function label(element) {
  if (element.hasAttribute('aria-label')) return squeeze(element.getAttribute('aria-label'));
  if (element.hasAttribute('aria-labelledby')) return all(named(element.getAttribute('aria-labelledby')));
  if (element.matches('input[type=submit]')) return squeeze(element.value);
  if (element.labels && element.labels.length) return all(element.labels);
  return squeeze(element.textContent);
}

function legends(element) {
  const found = [];
  for (let up = element.parentElement; up; up = up.parentElement) {
    if (up.matches('fieldset')) found.push(all(Array.from(up.children).filter((it) => it.matches('legend'))));
    else if (up.matches('form[aria-labelledby], [role=group], [role=radiogroup]')) found.push(label(up));
  }
  return found;
}

const shown = Array.from(document.querySelectorAll(kinds[what])).filter((it) => it.checkVisibility());
const fits = (it) => label(it) === words && (group === null || legends(it).includes(group));
const found = shown.filter(fits);
if (found.length === 1) found[0].scrollIntoView({ block: 'center' });
return { found, seen: shown.map((it) => [label(it), ...legends(it)].join(' < ')) };
