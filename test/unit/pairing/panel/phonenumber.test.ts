import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  checkNumber,
  countries,
  exampleNumber,
  guessCountry,
} from '../../../../src/pairing/panel/phonenumber';

describe('A typed phone number', () => {
  const right: [string, string, string][] = [
    ['EG', '010 01234567', '201001234567'],
    ['EG', '+201001234567', '201001234567'],
    ['US', '0020 100 123 4567', '201001234567'],
    ['DE', '0151/123-45678', '4915112345678'],
    ['US', '(201) 555-0123', '12015550123'],
    ['US', '\u202a+49 1511 2345678\u202c', '4915112345678'],
    ['EG', '٠١٠٠١٢٣٤٥٦٧', '201001234567'],
    ['IT', '06 12345678', '390612345678'],
  ];
  for (const [country, text, digits] of right)
    it(`“${text}” in ${country} is ${digits}`, () => {
      const check = checkNumber(country, text);
      assert.ok(check.ok, JSON.stringify(check));
      assert.equal(check.digits, digits);
      assert.equal(check.formatted.replace(/\D/g, ''), digits);
      assert.ok(check.formatted.startsWith('+'));
    });

  const wrong: [string, string, string][] = [
    ['US', '', 'empty'],
    ['US', '  ', 'empty'],
    ['US', 'call me', 'notNumber'],
    ['US', '201-555-CALL', 'notNumber'],
    ['US', '+', 'notNumber'],
    ['US', '555', 'short'],
    ['EG', '010 0123', 'short'],
    ['US', '201 555 0123 4567 8', 'long'],
    ['US', '+999 12345678', 'country'],
  ];
  for (const [country, text, problem] of wrong)
    it(`“${text}” in ${country} is rejected: ${problem}`, () => {
      const check = checkNumber(country, text);
      assert.equal(check.ok ? undefined : check.problem, problem);
    });

  const doubtful: [string, string, string | undefined][] = [
    ['US', '+52 1 55 1234 5678', '5215512345678'],
    ['MX', '1 55 1234 5678', '5215512345678'],
    ['BJ', '90 12 34 56', '22990123456'],
    ['US', '00229 90-12-34-56', '22990123456'],
    ['US', '+٢٢٩ ٩٠١٢٣٤٥٦', '22990123456'],
    ['US', '+999 12345678', '99912345678'],
    ['US', '', undefined],
    ['US', '+', undefined],
    ['US', 'call me', undefined],
    ['US', '+49 151', undefined],
    ['US', '+1 201 555 0123 4567 8', undefined],
  ];
  for (const [country, text, digits] of doubtful)
    it(`“${text}” in ${country} ${digits === undefined ? 'can’t be right' : 'may be right nevertheless'}`, () => {
      const check = checkNumber(country, text);
      assert.ok(!check.ok);
      assert.equal(check.anyway?.digits, digits);
      assert.equal(check.anyway?.formatted, digits && `+${digits}`);
    });

  it('has 5 to 17 digits if it is accepted, and never breaks the check', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('US', 'EG', 'DE', 'ZZ', ''),
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('+', '0', '1', '9', ' ', '-', '(', '/') })),
        (country, text) => {
          const check = checkNumber(country, text);
          if (check.ok) assert.match(check.digits, /^\d{5,17}$/);
          else if (check.anyway) assert.match(check.anyway.digits, /^\d{7,15}$/);
        },
      ),
    );
  });
});

describe('The countries', () => {
  it('are in the editor’s language, sorted, each with its calling code', () => {
    const english = countries('en');
    assert.ok(english.length > 230);
    assert.ok(english.some(({ code, label }) => code === 'DE' && label === 'Germany \u2066+49\u2069'));
    assert.ok(countries('de').some(({ code, label }) => code === 'DE' && label.startsWith('Deutschland ')));
    const labels = english.map(({ label }) => label);
    assert.deepEqual(labels, [...labels].sort(new Intl.Collator('en').compare));
  });

  it('are guessed from languages', () => {
    assert.equal(guessCountry(['en-GB', 'de']), 'GB');
    assert.equal(guessCountry(['en', 'pt-br']), 'BR');
    assert.equal(guessCountry(['ar']), 'EG');
    assert.equal(guessCountry([]), 'US');
  });

  it('have examples that pass the check', () => {
    for (const { code } of countries('en')) {
      const example = exampleNumber(code);
      if (example !== undefined) assert.ok(checkNumber(code, example).ok, `${code} ${example}`);
    }
    assert.equal(exampleNumber('ZZ'), undefined);
  });
});
