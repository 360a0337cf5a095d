import pytest
from factories.awarding import *
def test_x(client):
    w=make_world()
    a=make_award(w)
    print(bytes(a.document).decode()[:3000], a.provenance)
