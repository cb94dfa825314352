// Starts the page: settings, theme, then React.
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './app.css'
import { App } from './page/App.tsx'
import { followTheme, unsupported } from './page/screen.ts'
import { Unsupported } from './page/Unsupported.tsx'
import { keepSettings } from './stores/settings.ts'

keepSettings(localStorage)
followTheme(document.documentElement)
const missing = unsupported()
createRoot(document.getElementById('root')!).render(
  <StrictMode>{missing === null ? <App /> : <Unsupported missing={missing} />}</StrictMode>,
)
