"""How good an Achievement or a credential is: one module or package for each measure."""
