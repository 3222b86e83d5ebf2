// What the first pairing needs.
import './openwindow';
import '../pairing/pairingtools';
import '../gateways/clients';
import '../platform/locks/windowlocks';

export { prepareRequests as warmUp } from '../gateways/firstrequest';
