import assert from 'node:assert/strict';
import type { NumberEntry } from '../../../../src/core/pairing/numberform';
import { PhoneNumberForm } from '../../../../src/pairing/panel/phonenumberform';
import { pairing, phases } from '../../samples/pairings';

/** An open form, and the numbers that it has sent. */
async function open(): Promise<{
  readonly form: PhoneNumberForm;
  readonly sent: readonly string[];
  readonly enter: (moment: NumberEntry['moment'], text: string, country?: string) => void;
}> {
  const tasks: Promise<void>[] = [];
  const form = new PhoneNumberForm((task) => tasks.push(task()), 'en');
  const sent: string[] = [];
  form.onSend((number) => sent.push(number));
  form.open();
  await Promise.all(tasks);
  const enter = (moment: NumberEntry['moment'], text: string, country = 'DE'): void => {
    form.receive({ moment, text, country });
  };
  return { form, sent, enter };
}

const mexican = '+52 1 55 1234 5678';

describe('the form for a phone number', () => {
  it('sends a valid number at once, with digits only', async () => {
    const { form, sent, enter } = await open();
    enter('typed', '0151 12345678');
    assert.deepEqual(sent, []);
    enter('sent', '0151 12345678');
    assert.deepEqual(sent, ['4915112345678']);
    assert.equal(form.form?.complains, false);
  });

  it('warns of a number that the library has a problem with, and sends it at the second press', async () => {
    const { form, sent, enter } = await open();
    enter('typed', mexican);
    assert.deepEqual([form.form?.complains, form.form?.warned], [false, false]);
    enter('sent', mexican);
    assert.deepEqual([form.form?.complains, form.form?.warned], [true, true]);
    assert.deepEqual(sent, []);
    // The field reports that it lost the focus before the press of the button.
    enter('left', mexican);
    enter('sent', mexican);
    assert.deepEqual(sent, ['5215512345678']);
  });

  it('warns again after any change', async () => {
    for (const [text, country] of [
      ['+52 1 55 1234 5679', 'DE'],
      [mexican, 'MX'],
    ] as const) {
      const { form, sent, enter } = await open();
      enter('sent', mexican);
      enter('typed', text, country);
      assert.equal(form.form?.warned, false);
      enter('sent', text, country);
      assert.deepEqual(sent, []);
      enter('sent', text, country);
      assert.equal(sent.length, 1);
    }
  });

  it('never sends what can’t be a phone number', async () => {
    for (const text of ['', 'call me', '+49 151', '+1 201 555 0123 4567 8']) {
      const { form, sent, enter } = await open();
      for (let press = 0; press < 3; press++) enter('sent', text);
      assert.deepEqual(sent, []);
      assert.deepEqual([form.form?.complains, form.form?.warned], [true, false]);
    }
  });

  it('forgets the number with its pairing', async () => {
    const { form, enter } = await open();
    enter('typed', mexican);
    form.follow(pairing(phases.stopped));
    assert.equal(form.form, undefined);
  });
});
