import * as vscode from 'vscode';
import { dialects } from '../../core/gateways/dialects';
import type { Gateway } from '../../core/gateways/gateway';
import { gatewayLabel } from '../../core/gateways/gateway';
import { stateName } from '../../core/gateways/statenames';
import type { Failure } from '../../core/failures/failure';
import type { InstanceStatus } from '../../core/instances/instancestatus';
import type { KnownInstance } from '../../core/references/instancename';
import { instanceName } from '../../core/references/instancename';
import { refKey } from '../../core/references/instanceref';
import type { InstanceState } from '../../core/instances/instancestate';
import { explain } from '../../core/failures/explain';
import { sentences } from '../../core/text/sentences';
import { markdownText } from '../../platform/escaping';
import { commands, internalCommands } from '../../ids';
import { gatewaySentence, problemLabel } from '../../gateways/prompts/choosegateway';
import { gatewayContext, instanceContext, problemContext } from './contextvalue';
import { rowCommand } from './rowcommand';
import type { GatewayRow, MoreRow } from './rows';

/** What the item of an instance shows. */
export interface InstanceFacts {
  readonly known: KnownInstance;
  readonly state: InstanceState;
  /** Its time is a date on the user's clock. */
  readonly status: InstanceStatus;
  /** Whether the instance is watched in the background. */
  readonly watched: boolean;
  /** The instance's gateway; undefined if it can't be used. */
  readonly gateway: Gateway | undefined;
}

/** What the item of a gateway shows besides its name. */
export interface GatewayFacts {
  /** Number of its instances that need attention. */
  readonly needAttention: number;
  readonly hasToken: boolean;
  /** Why the gateway refuses every request, if it does. */
  readonly refusal: Failure | undefined;
}

/** Creates the tree item of a gateway. */
export function gatewayItem(
  { name, gateway, problem }: GatewayRow,
  { needAttention, hasToken, refusal }: GatewayFacts,
): vscode.TreeItem {
  const label = gateway ? gatewayLabel(gateway) : problem ? problemLabel(problem) : name;
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `gateway\n${name}`;
  if (!gateway) {
    item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    item.description = problem ? vscode.l10n.t('can’t be used') : vscode.l10n.t('not set up');
    item.tooltip = problem
      ? gatewaySentence(problem)
      : vscode.l10n.t('Instances refer to this gateway. Add a gateway with this name to use them.');
    item.contextValue = problemContext(problem);
    item.accessibilityInformation = { label: sentences(`${label}, ${item.description}`, [item.tooltip]) };
    item.command = problem
      ? rowCommand(vscode.l10n.t('Open setting'), commands.openGatewaySetting, name)
      : rowCommand(vscode.l10n.t('Add gateway'), commands.addGateway, name);
    return item;
  }
  const { host } = new URL(gateway.endpoint.origin);
  item.iconPath = new vscode.ThemeIcon('server-environment');
  const { short = '' } = refusal ? explain(refusal, { instanceId: '', origin: '' }, vscode.l10n.t) : {};
  const refused = hasToken ? short : vscode.l10n.t('no access token');
  const need = needAttention === 0 ? '' : attentionText(needAttention);
  item.description = [label === host ? '' : host, refused === '' ? need : refused]
    .filter(Boolean)
    .join(' · ');
  item.tooltip = gateway.endpoint.base;
  item.accessibilityInformation = { label: [label, item.description].filter(Boolean).join(', ') };
  const needsToken = !hasToken || refusal?.kind === 'token';
  item.contextValue = gatewayContext(name, needsToken, dialects[gateway.kind].capabilities);
  if (needsToken) item.command = rowCommand(vscode.l10n.t('Set access token'), commands.setToken, name);
  return item;
}

/** Creates the tree item of an instance. */
export function instanceItem({ known, state, status, watched, gateway }: InstanceFacts): vscode.TreeItem {
  const label = instanceName(known);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  // The prefix keeps it different from the ID of every gateway.
  item.id = `instance\n${refKey(known)}`;
  item.iconPath = new vscode.ThemeIcon(
    state.icon,
    state.color ? new vscode.ThemeColor(state.color) : undefined,
  );
  const marks = [...(watched ? [vscode.l10n.t('watched')] : []), ...failedCheckText(state, status)];
  item.description = [state.text, ...marks, ...shortCheckTime(state, status)].join(' · ');
  item.contextValue = instanceContext(state.kind, watched, gateway && dialects[gateway.kind].capabilities);
  if (gateway && state.kind !== 'linked') {
    const { gateway: name, instanceId } = known;
    const ref = { gateway: name, instanceId };
    item.command = rowCommand(vscode.l10n.t('Pair WhatsApp instance'), commands.pair, ref);
  }
  item.accessibilityInformation = {
    label: [label, state.text, ...marks, ...checkTime(state, status)].join(', '),
  };
  return item;
}

/** Creates the tooltip of an instance with all details, only when the editor asks for it. */
export function instanceTooltip({ known, state, status }: InstanceFacts): vscode.MarkdownString {
  const { instanceId, label } = known;
  const lines = [
    state.text,
    ...(label === undefined ? [] : [vscode.l10n.t('ID: {0}', instanceId)]),
    ...checkTime(state, status),
    ...(state.problem === undefined ? [] : [vscode.l10n.t('The last check failed: {0}', state.problem)]),
  ];
  // Labels and names are foreign text: nothing in them may become a link or an image.
  const heading = `**${markdownText(instanceName(known))}**`;
  return new vscode.MarkdownString([heading, ...lines.map(markdownText)].join('\n\n'));
}

/** Creates the tree item of the row that shows more instances. */
export function moreItem(
  { name }: MoreRow,
  { next, shown, all }: { readonly next: number; readonly shown: number; readonly all: number },
): vscode.TreeItem {
  const label = vscode.l10n.t('Show {0} more', next);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.id = `more\n${name}`;
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.description = vscode.l10n.t('{0} of {1} shown', shown, all);
  item.tooltip = vscode.l10n.t('To find an instance, filter the view.');
  item.accessibilityInformation = { label: `${label}, ${item.description}` };
  item.command = rowCommand(label, internalCommands.showMore, name);
  return item;
}

/** How many instances need attention, as text. */
export function attentionText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 needs attention') : vscode.l10n.t('{0} need attention', count);
}

/** The problem of the last check, if the state shown is from an earlier check. */
function failedCheckText({ kind, problem }: InstanceState, { failure, checkedAt }: InstanceStatus): string[] {
  return failure && checkedAt !== undefined && kind !== 'unknown' && problem !== undefined ? [problem] : [];
}

/** When the instance was last checked, as text; nothing if the state says so itself or comes from a pairing. */
function checkTime({ kind, live }: InstanceState, { checkedAt, checking }: InstanceStatus): string[] {
  if (kind === 'unchecked' || live) return [];
  if (checkedAt === undefined)
    return [checking ? vscode.l10n.t('Checking…') : stateName('unchecked', vscode.l10n.t)];
  return [vscode.l10n.t('Checked {0}', timeText(checkedAt, 'medium'))];
}

/** When the instance was last checked, short enough for a row. */
function shortCheckTime({ live }: InstanceState, { checkedAt }: InstanceStatus): string[] {
  return checkedAt === undefined || live ? [] : [vscode.l10n.t('checked {0}', timeText(checkedAt, 'short'))];
}

/** Formatters are reused: creating one takes longer than using it a hundred times, and a thousand rows can be drawn at once. */
const formats = new Map<string, Intl.DateTimeFormat>();

function timeText(at: number, timeStyle: 'short' | 'medium'): string {
  const [date, today] = [new Date(at), new Date()];
  const dateStyle = date.toDateString() === today.toDateString() ? undefined : 'short';
  const key = `${timeStyle} ${dateStyle ?? ''}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(vscode.env.language, { dateStyle, timeStyle });
  formats.set(key, format);
  return format.format(date);
}
