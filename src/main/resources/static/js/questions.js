/* Prevents choosing the same question twice. The server checks it too. */

const OWN = 'OWN';
const selects = [...document.querySelectorAll('[data-questions] select')];

function update() {
  selects.forEach(select => [...select.options].forEach(option => {
    option.disabled = option.value !== '' && option.value !== OWN
      && selects.some(other => other !== select && other.value === option.value);
  }));
}

selects.forEach(select => select.addEventListener('change', update));
update();
