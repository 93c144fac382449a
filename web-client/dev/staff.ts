// `npx vite` and then /dev/staff.html?scene=rooms&role=support: the staff's screens over a day that is made up.
import '$look/base.css';
import { mount } from 'svelte';
import FacilitatorDesk from '../src/consoles/facilitator/FacilitatorDesk.svelte';
import SupportDesk from '../src/consoles/support/SupportDesk.svelte';
import { staffSession, type Scene } from './staff-day.ts';

const asked = new URLSearchParams(location.search);
const role = asked.get('role') === 'support' ? 'support' : 'facilitator';
const session = staffSession((asked.get('scene') ?? 'rooms') as Scene, role);
const target = document.querySelector('#app');
if (target) mount(role === 'support' ? SupportDesk : FacilitatorDesk, { target, props: { session } });
