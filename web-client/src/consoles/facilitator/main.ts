import '$look/base.css';
import { mount } from 'svelte';
import Console from './Console.svelte';

const app = document.querySelector('#app');
if (app) mount(Console, { target: app });
