"""Writing an Achievement: draft, preview, readiness, publish, versions, badge images."""
