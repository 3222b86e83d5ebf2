import type { Country } from '../../pairing/numberform';
import type { Outcome } from '../../queue/queue';
import type { Timer } from '../../time/countdown';
import type { Action } from '../intent';

/** A QR code to draw. The value is a live credential. */
export interface PanelCode {
  readonly value: string;
  /** Description of the picture for screen readers. */
  readonly label: string;
  /** The page covers the code after this many ms, even without a new message. */
  readonly validMs: number;
  /** Message and button for a panel that is too small for a camera to read the code. */
  readonly cramped: { readonly text: string; readonly action: Action };
  /** How the code is hidden until the user wants to see it; absent if it isn't hidden. */
  readonly hideCode?: HiddenCode;
}

/** The whole panel as plain data; the page draws it and decides nothing. */
export interface PanelView {
  readonly tone: 'busy' | 'code' | 'covered' | 'success' | 'problem' | 'rest';
  /** Name of the instance. */
  readonly title: string;
  readonly headline: string;
  readonly details: readonly string[];
  /** The steps for the user, in order. */
  readonly steps: readonly string[];
  readonly code?: PanelCode;
  /** Text that covers an expired code. */
  readonly cover?: string;
  readonly timer?: Timer;
  /** Information that needs no action. */
  readonly notes: readonly string[];
  /** Linking with a phone number, shown instead of the QR code. */
  readonly pairingCode?: PairingCodeView;
  /** A web page that the user has to visit. */
  readonly site?: { readonly href: string; readonly label: string };
  /** The queue, in the panel that pairs several instances in a row. */
  readonly queue?: QueueView;
  /** The first button is the most useful. */
  readonly actions: readonly Action[];
  readonly announcement: Announcement;
  /** Foreign names and messages within the texts, whose direction the page isolates. */
  readonly foreign?: readonly string[];
}

/** The text of the live region; it is spoken again when `id` changes. */
export interface Announcement {
  readonly id: string;
  readonly text: string;
  /** Whether to speak it even while the user looks at another instance: a phone is linked, or the user has to act. */
  readonly loud?: boolean;
}

/** The queue in which the instance is paired. */
export interface QueueView {
  /** Name of the queue. */
  readonly name: string;
  /** Position and name of the current instance, such as "3 of 12: Ahmed"; absent when the queue is finished. */
  readonly heading?: string;
  readonly done: number;
  readonly total: number;
  /** Whether the monitor has something to show for the current instance. */
  readonly monitored: boolean;
  /** Key of the current instance; the queue has moved on when it changes. */
  readonly current: string;
  readonly actions: readonly Action[];
  /** The result of each instance, when the queue is finished. */
  readonly results?: readonly QueueResult[];
  /** Everything that the page keeps across reloads of the window, without secrets. */
  readonly kept: unknown;
}

/** The result of one instance in a queue. */
export interface QueueResult {
  readonly outcome: Outcome;
  /** The label, or the ID. */
  readonly name: string;
  /** The ID unless it is the name, and the gateway unless it is the default one. */
  readonly more: string;
  /** The outcome in words. */
  readonly text: string;
  /** Foreign names in these texts. */
  readonly foreign: readonly string[];
}

/** How a code is hidden from people who see the screen: not at all, until a key or the mouse is held, or until a press. */
export type HideCodeMode = 'off' | 'hold' | 'toggle';

/** A code that is hidden until the user wants to see it. */
export interface HiddenCode {
  readonly mode: Exclude<HideCodeMode, 'off'>;
  /** Text in place of the code. */
  readonly text: string;
  /** Labels of the button: `show` while the code is hidden, `hide` while it is visible. */
  readonly show: string;
  readonly hide: string;
}

/** The part of the panel for linking with a phone number; it replaces the QR code. */
export interface PairingCodeView {
  readonly form?: NumberFormView;
  readonly code?: ShownPairingCode;
  /** Whether the code is covered because it is too old. */
  readonly covered?: boolean;
}

/** The form for the phone number. */
export interface NumberFormView {
  readonly labels: { readonly country: string; readonly number: string; readonly send: string };
  readonly countries: readonly Country[];
  /** Language of the countries' names, BCP 47. */
  readonly language: string;
  readonly country: string;
  /** A secret; the page puts it only into an empty field. */
  readonly text: string;
  /** How the number was understood, or an example. */
  readonly hint: string;
  /** What is wrong with the number. */
  readonly problem?: string;
}

/** The pairing code to type on the phone; a live credential. */
export interface ShownPairingCode {
  /** The code on screen, "ABCD-1234". */
  readonly text: string;
  /** The code for screen readers, letter by letter. */
  readonly spoken: string;
  /** How the code is hidden; absent if it isn't. */
  readonly hideCode?: HiddenCode;
  /** The page covers the code after this many ms, even without a new message. */
  readonly validMs: number;
}
