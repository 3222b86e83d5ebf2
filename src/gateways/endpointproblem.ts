import * as vscode from 'vscode';
import type { EndpointProblem } from '../core/gateways/endpoint';

/** What is wrong with an endpoint. */
export function endpointSentence(problem: EndpointProblem): string {
  switch (problem) {
    case 'notUrl':
      return vscode.l10n.t('The endpoint is not a web address. Write it like https://api.wawp.net.');
    case 'scheme':
      return vscode.l10n.t('The endpoint must begin with https://.');
    case 'insecure':
      return vscode.l10n.t(
        'The endpoint must begin with https://: over http:// the access token could be read on the way. Only localhost may use http://.',
      );
    case 'credentials':
      return vscode.l10n.t('The endpoint must not hold a user name or password.');
    case 'query':
      return vscode.l10n.t('The endpoint must not have a query (the part from “?” on).');
    case 'fragment':
      return vscode.l10n.t('The endpoint must not have a fragment (the part from “#” on).');
    default:
      return problem satisfies never;
  }
}
