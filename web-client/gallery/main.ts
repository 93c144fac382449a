import '$look/base.css';
import { mount } from 'svelte';
import Gallery from './Gallery.svelte';

const app = document.querySelector('#app');
if (app) mount(Gallery, { target: app });
