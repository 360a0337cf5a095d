"""The rules, one a module, each as ``RULE``; :mod:`cairn.quality.lint.registry` lists them."""
